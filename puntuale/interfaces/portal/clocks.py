"""The clocks of a request as a customer's pages show them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.ui.clocks import Clock
from puntuale.ui.words.viewpoint import Viewpoint


def seen_by(user: User, now: datetime) -> Viewpoint:
    """Hours on the clock of the reader."""
    return Viewpoint(now, ZoneInfo(user.time_zone))


def clock_of(row: TicketClock, ticket: Ticket, now: datetime) -> Clock:
    """What is shown of one promise at `now`, between two readings of the history."""
    is_over = row.due_at is not None and row.state in {"running", "held"} and now > row.due_at
    return Clock(
        metric=row.metric,
        state="breached" if is_over else row.state,
        binding=row.binding,
        due_at=row.due_at,
        met_at=row.met_at,
        held_until=row.held_until,
        budget=_seconds(row.budget_seconds),
        spent=timedelta(seconds=row.spent_seconds),
        paused_at=ticket.waiting_since,
        because=ticket.state,
    )


def next_clock(ticket: Ticket, now: datetime) -> Clock | None:
    """The promise that is kept or broken next; None where no clock runs."""
    for row in ticket.clocks.all():
        if (row.metric, row.binding) == (ticket.next_metric, ticket.next_binding):
            return clock_of(row, ticket, now)
    return None


def _seconds(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(seconds=number)
