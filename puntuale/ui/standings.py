"""From the stored clock of a request, brought up to now, to what lists show of it."""

from datetime import datetime

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queue.standings import Standing
from puntuale.core.agreements.clocks.reading import State
from puntuale.ui.clocks import Clock


def clock_of(ticket: Ticket, standing: Standing | None, now: datetime) -> Clock | None:
    """The next promise as components draw it; None where nothing is promised (any more)."""
    if standing is None:
        return None
    row = standing.clock
    return Clock(
        metric=row.metric,
        state=standing.state.value,
        binding=row.binding,
        due_at=row.due_at,
        met_at=row.met_at,
        held_until=row.held_until if standing.state is State.HELD else None,
        budget=standing.budget,
        spent=standing.spent,
        counts=standing.opens_at is None,
        is_near=ticket.near_at is not None and ticket.near_at <= now,
        paused_at=ticket.waiting_since,
        because=ticket.state,
    )
