"""How a request stands by its history alone: what its own columns keep of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from puntuale.apps.tickets.actions.waiting import WAITING
from puntuale.apps.tickets.models import Ticket, TicketEvent

Kind, State = TicketEvent.Kind, Ticket.State
ENDS = {Kind.CLOSED: State.CLOSED, Kind.REJECTED: State.REJECTED, Kind.DECLINED: State.DECLINED}


@dataclass(slots=True)
class Standing:
    """The columns of the same names, while the history is walked through."""

    state: str = State.NEW
    taken_at: datetime | None = None
    waiting_since: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    raised_at: datetime | None = None


@dataclass(slots=True)
class _Walk(Standing):
    before_merging: str = State.IN_PROGRESS


def standing_of(events: Iterable[TicketEvent]) -> Standing:
    """How a request stands after `events`, which are all of its own in their sequence."""
    walk = _Walk()
    for event in events:
        if event.kind in STEPS:
            STEPS[event.kind](walk, event)
    return Standing(*(getattr(walk, each.name) for each in fields(Standing)))


def _taken(standing: _Walk, event: TicketEvent) -> None:
    standing.taken_at = standing.taken_at or event.at
    if standing.state == State.NEW:
        standing.state = State.IN_PROGRESS


def _paused(standing: _Walk, event: TicketEvent) -> None:
    standing.state, standing.waiting_since = event.data["because"], event.at


def _resumed(standing: _Walk, _event: TicketEvent) -> None:
    standing.state, standing.waiting_since = State.IN_PROGRESS, None


def _resolved(standing: _Walk, event: TicketEvent) -> None:
    standing.state = State.RESOLVED
    standing.resolved_at = standing.waiting_since = event.at


def _ended(standing: _Walk, event: TicketEvent) -> None:
    standing.state = ENDS[Kind(event.kind)]
    standing.closed_at, standing.waiting_since = event.at, None


def _reopened(standing: _Walk, event: TicketEvent) -> None:
    standing.closed_at = None
    if event.data.get("to") == State.RESOLVED:
        # Only its closing was taken back.
        standing.state, standing.waiting_since = State.RESOLVED, event.at
    else:
        standing.state = State.IN_PROGRESS
        standing.resolved_at = standing.waiting_since = None


def _merged(standing: _Walk, event: TicketEvent) -> None:
    if "into" in event.data:
        standing.state, standing.closed_at = State.MERGED, event.at
        standing.before_merging = event.data["state"]


def _unmerged(standing: _Walk, event: TicketEvent) -> None:
    if "out_of" in event.data:
        standing.state, standing.closed_at = standing.before_merging, None


def _escalated(standing: _Walk, event: TicketEvent) -> None:
    if event.data.get("raised"):
        standing.raised_at = event.at


def _estimate(standing: _Walk, event: TicketEvent) -> None:
    """A draft alone changes how the request stands: what was sent is waited for by a pause."""
    if event.data["what"] == "drafted" and standing.state not in WAITING:
        standing.state = State.ESTIMATING
    elif event.data["what"] == "dropped" and standing.state == State.ESTIMATING:
        standing.state = State.IN_PROGRESS if standing.taken_at else State.NEW


STEPS: Mapping[str, Callable[[_Walk, TicketEvent], None]] = {
    Kind.TAKEN: _taken,
    Kind.ANSWERED: _taken,
    Kind.CALLED: _taken,
    Kind.PAUSED: _paused,
    Kind.RESUMED: _resumed,
    Kind.RESOLVED: _resolved,
    Kind.CLOSED: _ended,
    Kind.REJECTED: _ended,
    Kind.DECLINED: _ended,
    Kind.REOPENED: _reopened,
    Kind.MERGED: _merged,
    Kind.UNMERGED: _unmerged,
    Kind.ESCALATED: _escalated,
    Kind.ESTIMATE: _estimate,
}
