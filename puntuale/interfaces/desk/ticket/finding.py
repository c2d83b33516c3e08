"""The request a page is about, as far as its reader may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to

# What nearly every request has and its page shows; rare relations are read when they are there.
RELATED = ("organisation", "contact__user", "version__agreement", "coverage", "assignee", "team")


def ticket_for(user: User, number: int) -> Ticket:
    """The request with this number; not found where the desk or this person may not see it."""
    if not user.is_staff:
        raise Http404
    long = [f"version__{name}" for name in AgreementVersion.LONG]
    visible = tickets_visible_to(user).select_related(*RELATED).defer(*long)
    return get_object_or_404(visible, number=number)
