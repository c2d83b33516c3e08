"""The request a page is about, as far as its reader may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to

# What nearly every request has and its page shows; rare relations are read when they are there.
RELATED = ("organisation", "contact", "version__agreement", "coverage", "assignee", "team")
# All of the request, and of these what its page shows: each column is sent, read and made a value.
SHOWN = (
    *(field.name for field in Ticket._meta.concrete_fields),
    *("organisation__name", "organisation__time_zone", "organisation__country"),
    *("contact__name", "contact__email", "contact__phone", "contact__erased_at"),
    *("contact__organisation", "contact__user"),
    *("version__number", "version__titles", "version__sha256", "version__state"),
    *("version__agreement__code", "coverage__deployment"),
    *("assignee__name", "assignee__email", "team__name"),
)


def ticket_for(user: User, number: int) -> Ticket:
    """The request with this number; not found where the desk or this person may not see it."""
    if not user.is_staff:
        raise Http404
    visible = tickets_visible_to(user).select_related(*RELATED).only(*SHOWN)
    return get_object_or_404(visible, number=number)
