"""The calendars, windows and closures of a document as a timetable."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.hours import Hours
from puntuale.core.agreements.document.parts.calendars import CalendarRow, ClosureRow, Holidays
from puntuale.core.agreements.document.parts.clock import NEXT_OFFICE_OPENING
from puntuale.core.agreements.document.parts.windows import RUN, WindowRow
from puntuale.core.agreements.terms.closure import Closure, Minutes
from puntuale.core.agreements.terms.named_hours import NamedHours
from puntuale.core.agreements.terms.timetable import Timetable
from puntuale.core.agreements.terms.windows import Window, Windows
from puntuale.core.working_time.calendar import Calendar

# The public holidays of a country, or of a part of it, of all years that can be asked about.
HolidaysOf = Callable[[str, str | None], frozenset[date]]


def timetable_of(
    document: Document, holidays: HolidaysOf, announced: list[Closure], *, everywhere: bool = False
) -> Timetable:
    """The timetable of a sound document; `announced` are the vendor's closures (`terms_of`)."""
    zone = ZoneInfo(document.header.timezone)
    named = {
        name: NamedHours(_calendar(row, zone.key, holidays))
        for name, row in document.calendars.items()
    }
    closures = {}
    for name, row in document.calendars.items():
        theirs = announced if row.lists_vendor or everywhere else []
        theirs = [] if named[name].is_always_open else theirs
        closures[name] = (*_closures(row.closures, zone), *theirs)
    theirs = announced if document.lists_vendor or everywhere else []
    matrix = document.coverage or {}
    return Timetable(
        named=named,
        closures=closures,
        windows=Windows(zone.key, tuple(_window(row, holidays) for row in document.windows)),
        window_closures=(*_closures(document.closures, zone), *theirs),
        matrix={
            severity: frozenset(code for code, rule in row.windows.items() if rule == RUN)
            for severity, row in matrix.items()
        },
        office=_office(document),
    )


def _office(document: Document) -> str | None:
    if document.hold_until != NEXT_OFFICE_OPENING or document.working_day is None:
        return None
    return str(document.working_day.calendar)


def _calendar(row: CalendarRow, zone: str, holidays: HolidaysOf) -> Calendar:
    week = tuple(tuple((each.opens, each.closes) for each in day) for day in row.weekly)
    return Calendar(zone, week, _dates(row.holidays, holidays))


def _dates(rows: Iterable[Holidays], holidays: HolidaysOf) -> frozenset[date]:
    return frozenset().union(
        *(holidays(each.country, each.subdivision).difference(each.exceptions) for each in rows)
    )


def _window(row: WindowRow, holidays: HolidaysOf) -> Window:
    return Window(
        code=str(row.code),
        days=row.days,
        hours=None if row.hours is None else tuple(sorted(map(_minutes, row.hours))),
        holidays=_dates(row.holidays, holidays) if row.holidays else None,
    )


def _closures(rows: Iterable[ClosureRow], zone: ZoneInfo) -> Iterator[Closure]:
    for row in rows:
        told = None if row.announced is None else datetime.combine(row.announced, time(), zone)
        reopenings = [(each.date, tuple(map(_minutes, each.hours))) for each in row.availability]
        yield Closure(
            str(row.code), row.first, row.last, told, tuple(reopenings), is_of_document=True
        )


def _minutes(hours: Hours) -> Minutes:
    return hours.opens, hours.closes
