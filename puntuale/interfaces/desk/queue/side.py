"""What stands beside the queue: views with their counts, and which timetables are open now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import SavedView
from puntuale.apps.tickets.queue.counts import MOST, MOST_UNREAD, counts_for
from puntuale.apps.tickets.queue.standings import Board
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.calendar import Calendar
from puntuale.interfaces.desk.queue.chosen import Chosen
from puntuale.ui.parts import Timetable, View
from puntuale.ui.words.dates import SHORT
from puntuale.ui.words.moments import UNTIL, said, short
from puntuale.ui.words.viewpoint import Viewpoint

Filters = Mapping[str, str]
STANDARD_VIEWS: Sequence[tuple[Lazy, Filters]] = (
    (pgettext_lazy("view", "Due next"), {}),
    (pgettext_lazy("view", "Late"), {"clock": "late"}),
    (pgettext_lazy("view", "Mine"), {"assignee": "me"}),
    (pgettext_lazy("view", "Nobody’s"), {"assignee": "nobody"}),
    (pgettext_lazy("view", "Held by agreement"), {"clock": "held"}),
    (pgettext_lazy("view", "Waiting for customer"), {"state": "waiting_customer"}),
    (pgettext_lazy("view", "Resolved, not closed"), {"state": "resolved"}),
)
# A calendar that stays open longer than that has no closing worth telling.
HORIZON = timedelta(days=14)
LATE: Filters = {"clock": "late"}


@dataclass(frozen=True, slots=True)
class Side:
    """The views of everybody, those of one's own, and what was counted on the way."""

    views: Sequence[View]
    own_views: Sequence[View]
    title: str
    count: int | None
    unread_notices: str

    @property
    def figure(self) -> str:
        """How many requests the view on this page holds."""
        return figure(self.count, MOST)


def side_for(reader: User, chosen: Chosen, url: str, *, now: datetime) -> Side:
    """Every view with its count, in two queries; the one on this page is marked and named."""
    own = list(SavedView.objects.filter(user=reader))
    listed: list[tuple[str, Filters]] = [(str(label), each) for label, each in STANDARD_VIEWS]
    listed += [(view.name, view.filters) for view in own]
    here = dict(chosen.filters)
    filters_of = [dict(each) for _label, each in listed]
    place = filters_of.index(here) if here in filters_of else len(listed)
    counts, unread = counts_for(
        reader, filters_of if place < len(listed) else [*filters_of, here], now=now
    )
    views = [
        View(
            label=label,
            href=url + Chosen(filters).query(),
            count=None if count is None else figure(count, MOST),
            late=filters == LATE and bool(count),
            current=dict(filters) == here,
        )
        for (label, filters), count in zip(listed, counts, strict=False)
    ]
    title = next((view.label for view in views if view.current), pgettext("view", "Requests"))
    standard = len(STANDARD_VIEWS)
    return Side(views[:standard], views[standard:], title, counts[place], unread_figure(unread))


def figure(count: int | None, most: int) -> str:
    """A count as it is shown: exact up to its bound."""
    return "" if count is None else f"{most - 1}+" if count >= most else str(count)


def unread_figure(count: int) -> str:
    """The same of notices: nothing where there are none."""
    return figure(count, MOST_UNREAD) if count else ""


def timetables(board: Board, view: Viewpoint, language: str) -> list[Timetable]:
    """Every agreement in force with whether its hours count at this minute, and until when."""
    rows = (row for row in board.versions.values() if row.state == row.State.ACTIVE)
    named = sorted(rows, key=lambda row: row.title(language).casefold())
    return [_timetable(row.title(language), board.terms[row.pk], view) for row in named]


def _timetable(name: str, terms: Terms, view: Viewpoint) -> Timetable:
    office = list(_office(terms, view.now))
    if not office or any(calendar.always_open for calendar in office):
        return Timetable(name, pgettext("timetable", "always"), is_open=True)
    if any(calendar.is_open(view.now) for calendar in office):
        return Timetable(name, _until(office, view), is_open=True)
    opens = min(filter(None, (each.next_open(view.now) for each in office)), default=None)
    note = opens and _("closed, opens %(when)s") % {"when": short(opens, view)}
    running = ", ".join(_running(terms, view.now))
    more = _("%(classes)s run on") % {"classes": running} if running else ""
    notes = filter(None, [note or pgettext("timetable", "closed"), more])
    return Timetable(name, "; ".join(notes), is_open=False)


def _until(office: Iterable[Calendar], view: Viewpoint) -> str:
    closings = (_closes_at(each, view.now) for each in office if each.is_open(view.now))
    until = max(filter(None, closings), default=None)
    if until is None:
        return pgettext("timetable", "always")
    return _("open until %(when)s") % {"when": said(UNTIL, until, view, SHORT)}


def _office(terms: Terms, now: datetime) -> Iterator[Calendar]:
    """The hours that its promises are counted in, as a request made now would find them."""
    known = terms.timetable.known_to(now)
    if terms.timetable.office is not None:
        yield known.calendar(terms.timetable.office)
        return
    for name in dict.fromkeys(target.calendar for target in terms.targets):
        if name is not None:
            yield known.coverage(None).run if name == COVERAGE else known.calendar(name)


def _running(terms: Terms, now: datetime) -> Iterator[str]:
    """The severities that are handled at this minute although the office is closed."""
    known = terms.timetable.known_to(now)
    for severity in terms.timetable.matrix:
        if known.coverage(severity).run.is_open(now):
            yield severity


def _closes_at(calendar: Calendar, now: datetime) -> datetime | None:
    span = next(iter(calendar.open_spans(now, now + HORIZON)), None)
    return span.end if span and span.end < now + HORIZON else None
