"""Whether what is kept of a request is what its history says: read again, and compared by name."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import QuerySet

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.tickets.caches import CLOCK_FIELDS, clocks_shown, next_promise
from puntuale.apps.tickets.history import MOVING
from puntuale.apps.tickets.models import Ticket, TicketClock, TicketEvent
from puntuale.apps.tickets.promises import readings_of, side_of
from puntuale.apps.tickets.standing import standing_of

Kind = TicketEvent.Kind
# The nightly comparison, and its entries in the log of changes.
COMPARED = "tickets.reckoning"
CORRECTED, UNREADABLE = "clocks.corrected", "clocks.unreadable"


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that is not what the history says, such as `resolution due_at`."""

    name: str
    kept: object
    read: object


def differences(ticket: Ticket) -> list[Difference]:
    """Every column kept of `ticket` that its history, read again, does not give.

    It is read as at the instant of the last reading, so that what passes with time is compared as
    well; or of the last event, where that was never read.
    """
    at = _last_read_at(ticket)
    readings = readings_of(ticket, now=at)
    columns = {
        **next_promise(ticket, readings, at=at),
        **columns_of(ticket),
        "owner_side": side_of(ticket).value,
    }
    kept = {name: getattr(ticket, name) for name in columns} | _by_name(ticket.clocks.all())
    read = columns | _by_name(clocks_shown(ticket, readings))
    return [
        Difference(name, kept.get(name), read.get(name))
        for name in sorted(kept | read)
        if kept.get(name) != read.get(name)
    ]


def clocks_put_right(since: datetime) -> QuerySet[LogEntry]:
    """What the comparison entered in the log since then, the newest first."""
    return LogEntry.objects.filter(what__in=(CORRECTED, UNREADABLE), at__gte=since)


def _last_read_at(ticket: Ticket) -> datetime:
    moving = ticket.events.filter(kind__in=(Kind.SUBMITTED, *MOVING))
    # By sequence, not by time: the server's clock may have stepped back.
    last = moving.order_by("sequence").values_list("at", flat=True).last()
    read = [clock.read_at for clock in ticket.clocks.all()]
    return max([*read, last or ticket.submitted_at])


def _by_name(clocks: Iterable[TicketClock]) -> dict[str, object]:
    """Every column of every clock, but when it was read."""
    return {
        f"{clock.metric}{'' if clock.binding else ' (aim)'} {field}": getattr(clock, field)
        for clock in clocks
        for field in CLOCK_FIELDS
        if field != "read_at"
    }


def columns_of(ticket: Ticket) -> Mapping[str, object]:
    """What the columns of `ticket` would keep if its history were all that is known."""
    return asdict(standing_of(ticket.events.order_by("sequence")))
