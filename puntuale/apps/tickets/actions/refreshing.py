"""Reading the clocks again, and keeping what they show where lists and workers find it."""

from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.tickets.actions.escalating import carry_out_levels, levels_pending
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.promises import readings_of, side_of
from puntuale.core.agreements.clocks.nearness import near_at
from puntuale.core.agreements.clocks.reading import Reading, State

SETTLED = frozenset({State.MET, State.MET_LATE, State.CANCELLED})
CLOCK_FIELDS = [
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
]


@transaction.atomic
def wake(ticket: Ticket, *, at: datetime) -> None:
    """What the worker does when a clock's next change has come: read, carry out its levels, keep."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if ticket.clock_wakes_at is None or ticket.clock_wakes_at > at:
        return
    readings = readings_of(ticket, now=at)
    carry_out_levels(ticket, readings, at=at)
    _keep(ticket, readings, at=at)


def refresh(ticket: Ticket, *, at: datetime) -> tuple[Reading, ...]:
    """Read the clocks of a locked `ticket` from its history and save what they show."""
    readings = readings_of(ticket, now=at)
    _keep(ticket, readings, at=at)
    return readings


def _keep(ticket: Ticket, readings: tuple[Reading, ...], *, at: datetime) -> None:
    _keep_clocks(ticket, readings, at=at)
    _keep_next_promise(ticket, readings, at=at)
    ticket.owner_side = side_of(ticket)
    ticket.save()


def _keep_clocks(ticket: Ticket, readings: tuple[Reading, ...], *, at: datetime) -> None:
    clocks = [
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
            read_at=at,
        )
        for reading in readings
    ]
    TicketClock.objects.bulk_create(
        clocks,
        update_conflicts=True,
        unique_fields=["ticket", "metric", "binding"],
        update_fields=CLOCK_FIELDS,
    )
    kept = {(clock.metric, clock.binding) for clock in clocks}
    for stale in TicketClock.objects.filter(ticket=ticket):
        if (stale.metric, stale.binding) not in kept:
            stale.delete()


def _keep_next_promise(ticket: Ticket, readings: tuple[Reading, ...], *, at: datetime) -> None:
    unsettled = [reading for reading in readings if reading.state not in SETTLED]
    first = min(unsettled, key=_order, default=None) if ticket.is_open else None
    ticket.next_metric = first.metric.value if first else ""
    ticket.next_state = first.state.value if first else ""
    ticket.next_binding = first.binding if first else True
    # A paused promise would move, and an aim is no promise: neither stands in the queue's order.
    stands = first is not None and first.binding and first.state is not State.PAUSED
    fixed = first if stands else None
    ticket.next_due_at = fixed.due_at if fixed else None
    ticket.near_at = near_at(fixed) if fixed else None
    changes = [r.next_change_at for r in unsettled if r.next_change_at] if ticket.is_open else []
    changes += [each.reached.at for each in levels_pending(ticket, readings, at=at)]
    ticket.clock_wakes_at = min(changes, default=None)


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else int(time.total_seconds())


def _order(reading: Reading) -> tuple[bool, bool, datetime | None]:
    return (reading.due_at is None, not reading.binding, reading.due_at)
