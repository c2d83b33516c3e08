"""Are the named hours hours? No overlap, no closure that runs backwards, a zone that exists."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.hours import DAYS, Hours
from puntuale.core.agreements.document.parts.calendars import ClosureRow, Holidays
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.document.problems import Place, Problem, did_you_mean, problem

HolidaysOf = Callable[[str, str | None], frozenset[date]]
LONGEST_CLOSURE = timedelta(days=365)


def unknown_zone(document: Document) -> Iterator[Problem]:
    """A zone that the IANA list does not have."""
    zone = document.header.timezone
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(zone, available_timezones())
        yield problem("unknown_zone", zone.place, name=zone, hint=hint)


def wrong_hours(document: Document) -> Iterator[Problem]:
    """Hours of one day that overlap, and calendars that never open."""
    for name, row in document.calendars.items():
        found = (
            each
            for day, hours in zip(DAYS, row.weekly, strict=True)
            for each in _overlaps(hours, day)
        )
        # Hours of a range of days overlap on each of them: once is enough.
        yield from {each.place: each for each in found}.values()
        if not any(row.weekly):
            yield problem("never_open", row.place, name=name)
    for window in document.windows:
        yield from _overlaps(window.hours or (), str(window.code))


def _overlaps(hours: Iterable[Hours], day: str) -> Iterator[Problem]:
    for first, second in pairwise(sorted(hours, key=lambda each: each.opens)):
        if second.opens < first.closes:
            yield problem("hours_overlap", second.place, day=day)


def wrong_closures(document: Document) -> Iterator[Problem]:
    """Closures that end before they begin, last a year, or reopen on a day outside."""
    if (document.closures or document.lists_vendor) and not document.windows:
        yield problem("closures_without_windows", document.place_of("closures"))
    for closure in _closures(document):
        if closure.last < closure.first:
            yield problem("closure_backwards", closure.place, code=closure.code)
        elif closure.last - closure.first >= LONGEST_CLOSURE:
            yield problem("closure_too_long", closure.place, code=closure.code)
        for reopening in closure.availability:
            yield from _overlaps(reopening.hours, reopening.date.isoformat())
            if not closure.first <= reopening.date <= closure.last:
                day = reopening.date.isoformat()
                yield problem("reopening_outside", reopening.place, date=day, code=closure.code)


def _closures(document: Document) -> Iterator[ClosureRow]:
    yield from document.closures
    for row in document.calendars.values():
        yield from row.closures


def names_taken(document: Document) -> Iterator[Problem]:
    """A calendar and a window, or two windows, of one name; `coverage` is the matrix."""
    taken = {COVERAGE}
    named: list[tuple[str, Place]] = [(name, row.place) for name, row in document.calendars.items()]
    named += [(row.code, row.place) for row in document.windows if row.code]
    for name, place in named:
        if name in taken:
            yield problem("name_taken", place, name=name)
        taken.add(name)


def unknown_holidays(document: Document, holidays: HolidaysOf) -> Iterator[Problem]:
    """Countries, or parts of them, whose holidays nobody knows; exceptions that are none."""
    for row in _holidays(document):
        if "" in (row.country, row.subdivision):
            continue
        name = "-".join(filter(None, (row.country, row.subdivision)))
        try:
            known = holidays(row.country, row.subdivision)
        except LookupError:
            yield problem("unknown_holidays", row.place, name=name)
            continue
        for day in row.exceptions:
            if day not in known:
                yield problem("no_holiday", row.place, date=day.isoformat(), name=name)


def _holidays(document: Document) -> Iterator[Holidays]:
    for row in document.calendars.values():
        yield from row.holidays
    for window in document.windows:
        yield from window.holidays
