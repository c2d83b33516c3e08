"""The week and the year of an agreement, as they are drawn."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from puntuale.apps.agreements.holidays import UnknownHolidays, names_of_holidays
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.windows import WindowRow
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.calendar import Calendar
from puntuale.ui.clauses.naming import plainly
from puntuale.ui.clauses.weeks import dated
from puntuale.ui.why.drawing import Bar, Drawing, Hour, Line
from puntuale.ui.why.ruler import ruler_html
from puntuale.ui.words.dates import date_of, weekday
from puntuale.ui.words.lists import listed

DAY = timedelta(days=1)
MINUTES = 24 * 60
SOLID, FRAMED, HATCHED = "counted", "open", "held"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a day that belongs to a window or a calendar: minutes since midnight."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday, the drawing, and the drawing in words."""

    first: date
    ruler: str
    said: str
    legend: tuple[tuple[str, str], ...]

    @property
    def before(self) -> date:
        return self.first - 7 * DAY

    @property
    def after(self) -> date:
        return self.first + 7 * DAY

    @property
    def title(self) -> str:
        return _("week of %(day)s") % {"day": dated(self.first)}


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(document: Document, terms: Terms, first: date, at: datetime) -> Week:
    """The week that begins on `first`, under the closures known at `at`."""
    names = _shown(document, terms)
    known = terms.timetable.known_to(at)
    calendars = {name: known.calendar(name) for name in names}
    days = [first + n * DAY for n in range(7)]
    names_of_days = _holiday_names(document, {day.year for day in days})
    lines = [_line(document, terms, calendars, day, at, names_of_days) for day in days]
    hours = [Hour(round(100 * n / 24, 3), f"{n:02}", bool(n % 6)) for n in range(0, 25, 3)]
    drawing = Drawing(hours, lines, ())
    said = "; ".join(f"{line.label} {_said(line)}" for line in lines)
    return Week(first, ruler_html(drawing), f"{said}.", tuple(_legend(document, names)))


def _shown(document: Document, terms: Terms) -> list[str]:
    """Every window, or every calendar that is closed at some time; if there is none, the first."""
    if document.windows:
        return [str(each.code) for each in document.windows]
    named = terms.timetable.named
    closing = [name for name, hours in named.items() if not hours.is_always_open]
    return closing or list(named)[:1]


def _holiday_names(document: Document, years: set[int]) -> dict[date, str]:
    """What the public holidays of the document are called; none where nobody knows them."""
    rows = [each for row in document.calendars.values() for each in row.holidays]
    rows += [each for row in document.windows for each in row.holidays]
    names: dict[date, str] = {}
    for country, part in {(each.country, each.subdivision) for each in rows}:
        with suppress(UnknownHolidays):
            names |= names_of_holidays(country, part, years, get_language() or "en")
    return names


def _line(
    document: Document,
    terms: Terms,
    calendars: dict[str, Calendar],
    day: date,
    at: datetime,
    names: dict[date, str],
) -> Line:
    pieces = [
        piece
        for name, calendar in calendars.items()
        for piece in _pieces(name, calendar, terms, day)
    ]
    holidays = {str(each.code) for each in document.windows if each.holidays}
    bars = [
        _bar(each, _look(document, each), names.get(day, "") if each.name in holidays else "")
        for each in pieces
    ]
    if not bars:
        closed = _closing(terms, list(calendars), day, at, names)
        bars = [Bar(HATCHED, 0, 100, closed)] if closed else []
    return Line(weekday(day), date_of(day, day), bars, ())


def _pieces(name: str, calendar: Calendar, terms: Terms, day: date) -> Iterator[Piece]:
    start, end = (_instant(each, terms) for each in (day, day + DAY))
    for span in calendar.open_spans(start, end):
        local = [each.astimezone(terms.zone) for each in (span.start, span.end)]
        minutes = [each.hour * 60 + each.minute for each in local]
        yield Piece(name, minutes[0], minutes[1] if local[1].date() == day else MINUTES)


def _instant(day: date, terms: Terms) -> datetime:
    return datetime.combine(day, time(), terms.zone).astimezone(UTC)


def _look(document: Document, piece: Piece) -> str:
    """The office is solid, whole days of another window hatched, the rest framed."""
    if not document.windows:
        return SOLID
    if document.working_day is not None and document.working_day.calendar == piece.name:
        return SOLID
    return HATCHED if piece.end - piece.start == MINUTES else FRAMED


def _bar(piece: Piece, look: str, holiday: str) -> Bar:
    words = "" if look == FRAMED else ": ".join(filter(None, [plainly(piece.name), holiday]))
    x, width = (round(100 * each / MINUTES, 3) for each in (piece.start, piece.end - piece.start))
    return Bar(look, x, width, words if width > 8 else "")


def _closing(
    terms: Terms, calendars: Iterable[str], day: date, at: datetime, names: dict[date, str]
) -> str:
    for name in calendars:
        for closure in terms.timetable.closures_for(name):
            if closure.counts_for(at) and closure.first <= day <= closure.last:
                return closure.code
        if day in terms.timetable.holidays_for(name):
            return ": ".join(filter(None, [pgettext("closing", "bank holiday"), names.get(day)]))
    return ""


def _said(line: Line) -> str:
    told = [bar.words for bar in line.bars if bar.words]
    return listed(dict.fromkeys(told)) if told else pgettext("closing", "closed")


def _legend(document: Document, names: list[str]) -> Iterator[tuple[str, str]]:
    if not document.windows:
        yield SOLID, listed(map(plainly, names))
        yield "closed", pgettext("time", "closed")
        return
    office = document.working_day.calendar if document.working_day else None
    whole = [str(each.code) for each in document.windows if each.code != office and _is_whole(each)]
    rest = [name for name in names if name not in {office, *whole}]
    for look, some in ((SOLID, [office] if office else []), (FRAMED, rest), (HATCHED, whole)):
        if some:
            yield look, listed(map(plainly, some))


def _is_whole(window: WindowRow) -> bool:
    return [(each.opens, each.closes) for each in window.hours or ()] == [(0, MINUTES)]
