"""Dates that the vendor names: promised or only expected, moved with a reason, kept by a release."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import tell_customer
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import InThePast, NoDateAsked, ReasonMissing
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.promises import (
    expected_freely,
    expects_freely,
    readings_of,
    waiting_for_a_date,
)


@transaction.atomic
def promise_date(
    ticket: Ticket, *, metric: str, due_at: datetime, reason: str = "", by: User, at: datetime
) -> None:
    """Name the instant for a promise whose agreement leaves it to be named; the customer is told.

    Where no solution is promised, one may be expected all the same: that binds nobody. An earlier
    date stays in the history; moving it needs a reason, and heals no breach.

    Raises:
        NoDateAsked: the agreement waits for no date of this metric, or it was kept.
        InThePast: `due_at` has passed.
        ReasonMissing: another date was named before.
    """
    ticket = locked_open(ticket)
    readings = readings_of(ticket, now=at)
    reading = waiting_for_a_date(readings).get(metric)
    if reading is None and not expects_freely(metric, readings):
        raise NoDateAsked
    if due_at <= at:
        raise InThePast
    before = reading.due_at if reading else expected_freely(ticket, readings)
    if before is not None and not reason.strip():
        raise ReasonMissing
    event = append(
        ticket,
        TicketEvent.Kind.PROMISED,
        at=at,
        by=by,
        metric=metric,
        due_at=due_at.isoformat(),
        before=before.isoformat() if before else None,
        binding=reading.binding if reading else False,
        reason=reason.strip(),
    )
    refresh(ticket, at=at)
    tell_customer(ticket, "date", at=at, event=event)


@transaction.atomic
def release(ticket: Ticket, *, name: str, by: User, at: datetime) -> None:
    """Say that the patch is out, and what it is called; the promise of a patch is kept."""
    ticket = locked_open(ticket)
    event = append(ticket, TicketEvent.Kind.RELEASED, at=at, by=by, name=name.strip())
    refresh(ticket, at=at)
    tell_customer(ticket, "released", at=at, event=event)
