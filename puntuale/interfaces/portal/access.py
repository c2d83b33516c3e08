"""A customer's own data on a request, as the customer sees it: who opened it, and the way in."""

from typing import Any

from django.utils import timezone

from puntuale.apps.access.details import details_in_force
from puntuale.apps.access.queries import openings_of
from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.clocks import seen_by
from puntuale.interfaces.portal.forms.access import AccessForm
from puntuale.ui.openings import opening_rows

MOST_SHOWN = 50


def access_panel(ticket: Ticket, reader: User, form: AccessForm | None = None) -> dict[str, Any]:
    """What the panel needs, for whoever decides about the request."""
    now = timezone.now()
    return {
        "openings": opening_rows(openings_of(ticket)[:MOST_SHOWN], seen_by(reader, now)),
        "access_details": details_in_force(ticket, at=now),
        "access_form": form or AccessForm(),
        "access_form_is_wrong": form is not None,
    }
