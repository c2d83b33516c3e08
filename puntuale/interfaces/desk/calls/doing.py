"""What is done about the call of one request: load, call one action, go back to its page."""

from django.forms import ChoiceField, Form
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.callbacks.actions import (
    ask_for_call,
    end_call,
    give_up_call,
    start_call,
    withdraw_call,
)
from puntuale.apps.callbacks.errors import NoCall
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.queries import attempt_going_on, open_call_on
from puntuale.apps.charges.starting import check_call
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.calls.panel import form_of
from puntuale.interfaces.desk.ticket.doing import deed, filled
from puntuale.ui.access import StaffRequest


class OutcomeForm(Form):
    """How the call went."""

    outcome = ChoiceField(label=_("How it went"), choices=CallAttempt.Outcome.choices)


@deed
def ask(request: StaffRequest, ticket: Ticket) -> None:
    form = form_of(ticket, request.POST)
    filled(form)
    ask_for_call(ticket, by=request.user, at=timezone.now(), **form.wishes())


@deed
def start(request: StaffRequest, ticket: Ticket) -> None:
    at = timezone.now()
    check_call(ticket, at=at)
    start_call(_call(ticket), by=request.user, at=at)


@deed
def end(request: StaffRequest, ticket: Ticket) -> None:
    values = filled(OutcomeForm(request.POST))
    end_call(_attempt(ticket), str(values["outcome"]), at=timezone.now())


@deed
def give_up(_request: StaffRequest, ticket: Ticket) -> None:
    give_up_call(_attempt(ticket))


@deed
def withdraw(request: StaffRequest, ticket: Ticket) -> None:
    withdraw_call(_call(ticket), by=request.user, at=timezone.now())


def _call(ticket: Ticket) -> Callback:
    found = open_call_on(ticket)
    if found is None:
        raise NoCall
    return found


def _attempt(ticket: Ticket) -> CallAttempt:
    attempt = attempt_going_on(_call(ticket))
    if attempt is None:
        raise NoCall
    return attempt
