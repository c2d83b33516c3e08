"""The queue cut by now and by days: Late, the line, Today, Tomorrow, a weekday, Later, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.tickets.queue.rows import Shown
from puntuale.ui.parts import QueueRow
from puntuale.ui.words.dates import LONG, date_of, full_date, weekday
from puntuale.ui.words.viewpoint import Viewpoint

LATE, NO_CLOCK = "late", "no clock"
LATER = date.max
# How many days after tomorrow have a heading of their own.
NAMED_DAYS = 2
Line = tuple[Shown, QueueRow]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `note` tells the date and how many they are."""

    title: str
    note: str
    rows: Sequence[QueueRow]
    side_note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one page: those that are late, the line of now if it falls here, the others."""

    late: Group | None
    shows_now: bool
    groups: Sequence[Group]


def sheet_of(lines: Sequence[Line], view: Viewpoint, *, is_first: bool, is_last: bool) -> Sheet:
    """`lines` in the order of the queue, cut into groups.

    A group that goes on beyond this page is counted with a plus. Late and the line of now always
    stand on the first page; on another the line stands where the late ones end.
    """
    kept = [(key, list(part)) for key, part in groupby(lines, lambda line: _key(line[0], view))]
    last = len(kept) - 1
    groups = {
        key: _group(key, part, view, is_whole=place < last or is_last)
        for place, (key, part) in enumerate(kept)
    }
    late = groups.pop(LATE, None)
    if late is None and is_first:
        late = Group(_title(LATE, view), "0", ())
    ends_here = bool(groups) or is_last
    return Sheet(late, (late is not None and ends_here), list(groups.values()))


def _key(ticket: Shown, view: Viewpoint) -> str | date:
    if ticket.next_due_at is None:
        return NO_CLOCK
    if ticket.next_due_at < view.now:
        return LATE
    day = view.local(ticket.next_due_at).date()
    return day if day <= view.today + timedelta(days=1 + NAMED_DAYS) else LATER


def _group(key: str | date, part: list[Line], view: Viewpoint, *, is_whole: bool) -> Group:
    count = f"{len(part)}" if is_whole else f"{len(part)}+"
    side_note = _("waiting for someone else, or only an indication") if key == NO_CLOCK else ""
    return Group(
        title=_title(key, view),
        note=" · ".join(filter(None, [_date(key, view), count])),
        rows=[row for _ticket, row in part],
        side_note=side_note,
    )


def _title(key: str | date, view: Viewpoint) -> str:
    if key == LATE:
        return pgettext("group", "Late")
    if key == NO_CLOCK:
        return pgettext("group", "No clock running")
    if not isinstance(key, date) or key == LATER:
        return pgettext("group", "Later")
    names = {0: pgettext("group", "Today"), 1: pgettext("group", "Tomorrow")}
    away = (key - view.today).days
    return names.get(away) or weekday(key, LONG).capitalize()


def _date(key: str | date, view: Viewpoint) -> str:
    if not isinstance(key, date) or key == LATER:
        return ""
    if (key - view.today).days > 1:
        return date_of(key, view.today, LONG)
    return full_date(key, view.today, LONG)
