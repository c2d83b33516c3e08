"""The call of a request as its customer sees it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from puntuale.apps.callbacks.models import Callback
from puntuale.apps.callbacks.queries import last_call_on
from puntuale.apps.callbacks.rules import offers_calls, rules_for, zone_of_customer
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.phones import phone_shown, phone_to_call
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.call_form import CallForm
from puntuale.ui.calls import attempts_shown, quiet_in_words
from puntuale.ui.words.viewpoint import Viewpoint


def call_form(contact: Contact, ticket: Ticket, data: QueryDict | None = None) -> CallForm:
    """Prefilled with the customer's own number."""
    country = contact.organisation.country if contact.organisation else ""
    return CallForm(
        data,
        zone=zone_of_customer(ticket),
        country=country,
        initial={"phone": phone_to_call(contact.phone, country=country)},
        auto_id="call-%s",
    )


def call_panel(
    contact: Contact, ticket: Ticket, zone: ZoneInfo, form: CallForm | None = None
) -> dict[str, Any]:
    """What the panel needs; nothing where the agreement offers no calls."""
    if not offers_calls(ticket):
        return {}
    rules, callback = rules_for(ticket), last_call_on(ticket)
    view = Viewpoint(timezone.now(), zone)
    is_open = callback is not None and callback.state in Callback.OPEN
    asks = not is_open and ticket.is_open
    return {
        "offers_calls": True,
        "call": callback,
        "call_phone": phone_shown(callback.phone) if callback else "",
        "call_rules": quiet_in_words(rules),
        "call_attempts": attempts_shown(callback, rules, view) if callback else [],
        "call_is_open": is_open,
        "call_waits": is_open and callback is not None and callback.caller_id is None,
        "call_form": (form or call_form(contact, ticket)) if asks else None,
        "call_form_is_wrong": form is not None,
    }
