"""The requests whose fate changes, as rows of the page and of the file that is taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Replay, ReplayDifference
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.replay.outcome import FATES, Fate
from puntuale.ui.sheets import harmless
from puntuale.ui.words.metrics import METRICS


@dataclass(frozen=True, slots=True)
class Side:
    """What one side came to; `look` is how its state is drawn."""

    words: str
    due_at: datetime | None
    look: str


@dataclass(frozen=True, slots=True)
class Changed:
    """One promise on one request on both sides; instants are those of the document's zone."""

    key: int
    number: int
    severity: str
    arrived_at: datetime
    promise: str
    before: Side
    after: Side
    met_at: datetime | None


def changes_visible_to(user: User, replay: Replay) -> QuerySet[ReplayDifference]:
    """The differences of `replay` about requests that `user` may see, in their order."""
    found = replay.differences.filter(ticket__in=tickets_visible_to(user))
    return found.select_related("ticket").order_by("id")


def changed(row: ReplayDifference, zone: ZoneInfo) -> Changed:
    """One of them as it is shown."""
    return Changed(
        row.pk,
        row.ticket.number,
        row.ticket.severity,
        row.ticket.submitted_at.astimezone(zone),
        str(METRICS[row.metric].name),
        _side(row.before_state, row.before_due_at, zone),
        _side(row.after_state, row.after_due_at, zone),
        row.met_at and row.met_at.astimezone(zone),
    )


def cells(rows: Iterator[Changed]) -> Iterator[list[str]]:
    """The rows of the file, its heading first."""
    yield [
        _("Request"),
        _("Severity"),
        _("Arrived"),
        _("Promise"),
        _("In force"),
        _("In force: due"),
        _("Replayed"),
        _("Replayed: due"),
        _("Done"),
    ]
    for row in rows:
        yield [
            str(row.number),
            harmless(row.severity),
            _iso(row.arrived_at),
            row.promise,
            row.before.words,
            _iso(row.before.due_at),
            row.after.words,
            _iso(row.after.due_at),
            _iso(row.met_at),
        ]


def _side(state: str, due_at: datetime | None, zone: ZoneInfo) -> Side:
    if not state:
        return Side(_("not promised"), None, "held")
    words = {
        Fate.KEPT: (_("kept"), "kept"),
        Fate.LATE: (_("late"), "late"),
        Fate.OPEN: (_("still open"), "running"),
        Fate.CANCELLED: (_("cancelled"), "held"),
    }
    word, look = words[FATES[State(state)]]
    return Side(word, due_at and due_at.astimezone(zone), look)


def _iso(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(timespec="minutes")
