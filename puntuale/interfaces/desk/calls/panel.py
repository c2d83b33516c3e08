"""The call of a request on its page: attempts, what can be done now, or the form to ask for one."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.queries import last_call_on
from puntuale.apps.callbacks.rules import rules_for, zone_of_customer
from puntuale.apps.customers.phones import phone_shown, phone_to_call
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.call_form import CallForm
from puntuale.ui.calls import attempts_shown, quiet_in_words
from puntuale.ui.words.viewpoint import Viewpoint


def call_form(ticket: Ticket, data: QueryDict | None = None) -> CallForm:
    """Prefilled with what is known of the customer; hours are the customer's."""
    country = ticket.organisation.country if ticket.organisation else ""
    return CallForm(
        data,
        zone=zone_of_customer(ticket),
        country=country,
        initial={"phone": phone_to_call(ticket.contact.phone, country=country)},
        auto_id="call-%s",
    )


def call_panel(ticket: Ticket, reader: User) -> dict[str, Any]:
    """What the panel needs."""
    rules, callback = rules_for(ticket), last_call_on(ticket)
    view = Viewpoint(timezone.now(), ZoneInfo(reader.time_zone))
    is_open = callback is not None and callback.state in Callback.OPEN
    return {
        "call": callback,
        "call_phone": phone_shown(callback.phone) if callback else "",
        "call_rules": quiet_in_words(rules),
        "call_attempts": attempts_shown(callback, rules, view) if callback else [],
        "call_is_open": is_open,
        "call_goes_on": is_open and callback is not None and callback.caller_id is not None,
        "call_outcomes": CallAttempt.Outcome.choices,
        "call_form": None if is_open else call_form(ticket),
    }
