"""From the stored clock of a request, brought up to now, to what lists show of it."""

from datetime import datetime
from typing import Protocol

from puntuale.apps.tickets.queue.standings import Standing
from puntuale.ui.clocks import Clock


class Waits(Protocol):
    """What of a request, whole or a row of it, says how near its promise is and what it waits for."""

    @property
    def state(self) -> str: ...
    @property
    def near_at(self) -> datetime | None: ...
    @property
    def waiting_since(self) -> datetime | None: ...


def clock_of(ticket: Waits, standing: Standing | None, now: datetime) -> Clock | None:
    """The next promise as components draw it; None where nothing is promised (any more)."""
    if standing is None:
        return None
    return Clock(
        metric=standing.metric,
        state=standing.state.value,
        binding=standing.binding,
        due_at=standing.due_at,
        held_until=standing.held_until,
        budget=standing.budget,
        spent=standing.spent,
        counts=standing.opens_at is None,
        is_near=ticket.near_at is not None and ticket.near_at <= now,
        paused_at=ticket.waiting_since,
        because=ticket.state,
        severity=standing.severity,
        handled_in=standing.handled_in,
        share=standing.share,
        is_indication=standing.is_indication,
    )
