"""The call of a request as its customer sees it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from puntuale.apps.callbacks.queries import last_call_on
from puntuale.apps.callbacks.rules import offers_calls
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.call_form import CallForm, call_form
from puntuale.ui.calls import last_call_shown
from puntuale.ui.words.viewpoint import Viewpoint


def form_for(contact: Contact, ticket: Ticket, data: QueryDict | None = None) -> CallForm:
    """Whoever asks for the call is called."""
    return call_form(ticket, contact, contact.organisation, data)


def call_panel(
    contact: Contact, ticket: Ticket, zone: ZoneInfo, form: CallForm | None = None
) -> dict[str, Any]:
    """What the panel needs; nothing where the agreement offers no calls."""
    if not offers_calls(ticket):
        return {}
    shown = last_call_shown(ticket, last_call_on(ticket), Viewpoint(timezone.now(), zone))
    asks = not shown["call_is_open"] and ticket.is_open
    return {
        **shown,
        "offers_calls": True,
        "call_form": (form or form_for(contact, ticket)) if asks else None,
        "call_form_is_wrong": form is not None,
    }
