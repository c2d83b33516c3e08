"""Waiting for somebody else, and going on."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.models import Ticket, TicketEvent

WAITING = frozenset(
    {
        Ticket.State.WAITING_CUSTOMER,
        Ticket.State.WAITING_ACCESS,
        Ticket.State.WAITING_THIRD_PARTY,
        Ticket.State.ESTIMATE_SENT,
    }
)
# What is told of an estimate that has left: sent, and each way to end.
DECIDING = ("sent", "accepted", "declined", "withdrawn", "expired")


@transaction.atomic
def wait_for(
    ticket: Ticket, state: Ticket.State, *, by: User, at: datetime, reason: str = ""
) -> None:
    """Wait for the customer, for access or for a third party; the agreement decides what pauses.

    Raises:
        AlreadyClosed: nothing is waited for on a closed request.
    """
    ticket = locked_open(ticket)
    pause(ticket, state, by=by, at=at, reason=reason)
    refresh(ticket, at=at)


@transaction.atomic
def resume(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Go on: what was waited for has come, or is no longer needed.

    The wait for the decision on an estimate ends with that alone.
    """
    ticket = locked_open(ticket)
    end_wait(ticket, at=at, by=by)
    refresh(ticket, at=at)


def pause(ticket: Ticket, state: Ticket.State, *, by: User, at: datetime, reason: str = "") -> None:
    """Append the pause to a locked ticket; its clocks are read again by the caller."""
    _begin(ticket, state, at=at, by=by, reason=reason)


def end_wait(ticket: Ticket, *, at: datetime, by: User | Contact) -> None:
    """Append the resumption to a locked ticket, where something was waited for.

    What is still waited for is the decision on an estimate, where one is open.
    """
    if ticket.state not in WAITING:
        return
    if not has_open_decision(ticket):
        end_every_wait(ticket, at=at, by=by)
    elif ticket.state != Ticket.State.ESTIMATE_SENT:
        _begin(ticket, Ticket.State.ESTIMATE_SENT, at=at, by=by)


def end_every_wait(ticket: Ticket, *, at: datetime, by: User | Contact | None) -> None:
    """Append the resumption to a locked ticket whose wait is over, whatever it was for."""
    if ticket.state in WAITING:
        append(ticket, TicketEvent.Kind.RESUMED, at=at, by=by)
        ticket.state, ticket.waiting_since = Ticket.State.IN_PROGRESS, None


def has_open_decision(ticket: Ticket) -> bool:
    """Whether an estimate was sent last, and nothing has ended it."""
    told = ticket.events.filter(kind=TicketEvent.Kind.ESTIMATE, data__what__in=DECIDING)
    last = told.order_by("-sequence").first()
    return last is not None and last.data["what"] == "sent"


def _begin(
    ticket: Ticket,
    state: Ticket.State,
    *,
    at: datetime,
    by: User | Contact | None,
    reason: str = "",
) -> None:
    append(ticket, TicketEvent.Kind.PAUSED, at=at, by=by, because=state.value, reason=reason)
    ticket.state, ticket.waiting_since = state, at
