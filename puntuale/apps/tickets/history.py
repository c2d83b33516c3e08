"""From records to values: what happened to a request, as the core reads it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.core.agreements.history import (
    Cancelled,
    Cause,
    Classified,
    Event,
    Met,
    PassedOn,
    Paused,
    Promised,
    Reopened,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import MEETS, Deed, Metric
from puntuale.core.agreements.request import Classification

Kind = TicketEvent.Kind

DEEDS = {
    Kind.TAKEN: Deed.TOOK_CHARGE,
    Kind.ANSWERED: Deed.ANSWERED,
    Kind.CALLED: Deed.TRIED_TO_CALL,
    Kind.RELEASED: Deed.RELEASED,
    Kind.RESOLVED: Deed.RESOLVED,
}
# Everything that moves a clock; the rest of the history is for people.
MOVING = (
    *DEEDS,
    Kind.PAUSED,
    Kind.RESUMED,
    Kind.CLASSIFIED,
    Kind.SEVERITY_CHANGED,
    Kind.PASSED_ON,
    Kind.CLOSED,
    Kind.REOPENED,
    Kind.PROMISED,
    Kind.REJECTED,
    Kind.DECLINED,
    Kind.MERGED,
    Kind.UNMERGED,
)


def clock_events(rows: Iterable[TicketEvent]) -> list[Event]:
    """The events of one request, in the order of their sequence, that move its clocks."""
    return [event for row in rows for event in _events(row)]


def _events(row: TicketEvent) -> Iterator[Event]:
    kind, at, data = Kind(row.kind), row.at, row.data
    if kind in DEEDS:
        yield from (Met(at, metric) for metric in sorted(MEETS[DEEDS[kind]]))
        if kind == Kind.RESOLVED:
            # What is solved waits for nobody any more, also where silence closed it.
            yield Resumed(at)
    elif kind == Kind.PAUSED:
        yield Paused(at, data["because"])
    elif kind == Kind.RESUMED:
        yield Resumed(at)
    elif kind == Kind.SEVERITY_CHANGED:
        yield SeverityChanged(at, data["after"]["severity"], Cause(data["cause"]))
    elif kind == Kind.CLASSIFIED:
        after = data["after"]
        yield Classified(
            at,
            Classification(
                after["type"] or None, after["severity"] or None, after["level"] or None
            ),
        )
    elif kind == Kind.PASSED_ON:
        yield PassedOn(at, data["after"])
    elif kind == Kind.PROMISED:
        until = data["due_at"] and datetime.fromisoformat(data["due_at"])
        yield Promised(at, Metric(data["metric"]), until)
    elif kind in {Kind.REJECTED, Kind.DECLINED}:
        yield Resumed(at)
        yield Cancelled(at, kind.value)
    elif kind == Kind.CLOSED and data.get("because") == "customer":
        # Who ends it waits for nothing that was promised; what it solves has been kept just before.
        yield Cancelled(at, kind.value)
    elif kind == Kind.MERGED and "into" in data:
        # Parted again it goes on as it was, and waits for whom it waited.
        yield Cancelled(at, kind.value)
    elif kind == Kind.REOPENED and data.get("to") == Ticket.State.RESOLVED:
        # Only its closing was taken back.
        return
    elif kind == Kind.REOPENED or (kind == Kind.UNMERGED and "out_of" in data):
        yield Reopened(at)
