"""What is kept of a request's clocks for lists and for the worker: the values, and nothing is saved."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from puntuale.apps.tickets.levels import levels_pending
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.core.agreements.clocks.nearness import near_at
from puntuale.core.agreements.clocks.reading import Reading, State

SETTLED = frozenset({State.MET, State.MET_LATE, State.CANCELLED})
CLOCK_FIELDS = (
    "state",
    "starts_at",
    "due_at",
    "met_at",
    "breached_at",
    "held_until",
    "budget_seconds",
    "spent_seconds",
    "next_change_at",
    "read_at",
)


def clocks_shown(ticket: Ticket, readings: Sequence[Reading]) -> list[TicketClock]:
    """What each clock of `ticket` shows."""
    return [
        TicketClock(
            ticket=ticket,
            metric=reading.metric.value,
            binding=reading.binding,
            state=reading.state.value,
            starts_at=reading.starts_at,
            due_at=reading.due_at,
            met_at=reading.met_at,
            breached_at=reading.breached_at,
            held_until=reading.held_until,
            budget_seconds=_seconds(reading.budget),
            spent_seconds=_seconds(reading.spent) or 0,
            next_change_at=reading.next_change_at,
            read_at=reading.read_at,
        )
        for reading in readings
    ]


def next_promise(
    ticket: Ticket, readings: Sequence[Reading], *, at: datetime
) -> Mapping[str, object]:
    """The columns of `ticket` that say which promise comes next, and when to look again."""
    unsettled = [reading for reading in readings if reading.state not in SETTLED]
    first = min(unsettled, key=_order, default=None) if ticket.is_open else None
    # A paused promise would move, and an aim is no promise: neither stands in the queue's order.
    stands = first is not None and first.binding and first.state is not State.PAUSED
    fixed = first if stands else None
    changes = [r.next_change_at for r in unsettled if r.next_change_at] if ticket.is_open else []
    changes += [each.reached.at for each in levels_pending(ticket, readings, at=at)]
    return {
        "next_metric": first.metric.value if first else "",
        "next_state": first.state.value if first else "",
        "next_binding": first.binding if first else True,
        "next_due_at": fixed.due_at if fixed else None,
        "near_at": near_at(fixed) if fixed else None,
        "clock_wakes_at": min(changes, default=None),
    }


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else int(time.total_seconds())


def _order(reading: Reading) -> tuple[bool, bool, datetime | None]:
    return (reading.due_at is None, not reading.binding, reading.due_at)
