"""A calendar: the hours that count, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any

from puntuale.core.errors import NaiveTime
from puntuale.core.working_time import parts
from puntuale.core.working_time.dates import OpenDates
from puntuale.core.working_time.hours import (
    DAY_MINUTES,
    Hours,
    Minutes,
    checked_closure,
    checked_date,
    checked_hours,
    checked_week,
    checked_zone,
)
from puntuale.core.working_time.instants import (
    DAY_SECONDS,
    EPOCH,
    MICROSECOND,
    SECOND,
    instant_at,
    microseconds,
    seconds,
)
from puntuale.core.working_time.span import Span
from puntuale.core.working_time.timeline import Timeline
from puntuale.core.working_time.working_days import WorkingDay

__all__ = ["Calendar", "Hours", "Minutes"]

KEPT_CALENDARS = 128


@dataclass(frozen=True)
class Calendar:
    """The open hours of a week in one zone, with what closes and what reopens single dates.

    Windows are minutes since local midnight; a close past 1440 is on the next date. Holidays
    and closures take everything the clock shows on their dates; exceptional openings win over
    both, and are added to the usual hours of a date that is not closed.

    Raises:
        UnknownZone, BadWeek, BadMinutes, OverlappingHours, BadDate, BackwardClosure: at birth.
    """

    zone: str
    week: tuple[Hours, ...]
    holidays: frozenset[date] = frozenset()
    closures: tuple[tuple[date, date], ...] = ()
    openings: tuple[tuple[date, Hours], ...] = ()

    def __post_init__(self) -> None:
        closures = {checked_closure(first, last) for first, last in self.closures}
        openings = {(checked_date(day), checked_hours(hours)) for day, hours in self.openings}
        object.__setattr__(self, "zone", checked_zone(self.zone))
        object.__setattr__(self, "week", checked_week(self.week))
        object.__setattr__(self, "holidays", frozenset(map(checked_date, self.holidays)))
        object.__setattr__(self, "closures", tuple(sorted(closures)))
        object.__setattr__(self, "openings", tuple(sorted(openings)))

    def __getstate__(self) -> dict[str, Any]:
        # What was compiled stays in this process.
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def add(self, start: datetime, working_time: timedelta) -> datetime | None:
        """The earliest UTC instant by which `working_time` has been open since `start`.

        Args:
            start:        aware instant; may fall outside the open hours.
            working_time: elapsed time to the microsecond. Zero answers `start`; negative is
                          counted back, to the latest instant with so much before `start`.

        Returns:
            A closing instant when the time is used up exactly there, never the next opening.
            None when the calendar is not open for so long before the year 10000.

        Raises:
            NaiveTime: `start` has no time zone.
        """
        # Written out, not called: calls would cost as much as the answer.
        try:
            passed = start - EPOCH
        except TypeError:
            raise NaiveTime from None
        if passed.microseconds or working_time.microseconds:
            exact = self.add_microseconds(passed // MICROSECOND, working_time // MICROSECOND)
            return None if exact is None else instant_at(exact)
        answer = self._timeline.add(
            passed.days * DAY_SECONDS + passed.seconds,
            working_time.days * DAY_SECONDS + working_time.seconds,
        )
        return None if answer is None else EPOCH + SECOND * answer

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open time from `start` to `end`, two aware instants; negative when `end` is first."""
        try:
            first, last = start - EPOCH, end - EPOCH
        except TypeError:
            raise NaiveTime from None
        if first.microseconds or last.microseconds:
            exact = self.microseconds_between(first // MICROSECOND, last // MICROSECOND)
            return MICROSECOND * exact
        return SECOND * self._timeline.between(
            first.days * DAY_SECONDS + first.seconds, last.days * DAY_SECONDS + last.seconds
        )

    def is_open(self, at: datetime) -> bool:
        """Whether the calendar is open: its opening instants are, its closing ones are not."""
        return self._timeline.is_open(seconds(at))

    def next_open(self, at: datetime) -> datetime | None:
        """`at` itself, in UTC, when open; else the first opening after it, or None."""
        answer = parts.next_open(self._timeline, microseconds(at))
        return None if answer is None else instant_at(answer)

    def add_working_days(self, start: datetime, count: int) -> WorkingDay | None:
        """The working date so many after the local date of `start`, which never counts.

        Zero answers that date itself when working, else the next one; a negative count goes
        back. None when there are not so many.
        """
        dates = self._timeline.working_dates
        day = dates.local_day(seconds(start))
        found = (
            dates.before(day, -count) if count < 0 else dates.after(day - (not count), count or 1)
        )
        return None if found is None else dates.described(found)

    def open_spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """The open spans from `start` to `end`, cut there, in order, none touching the next."""
        spans = parts.spans(self._timeline, microseconds(start), microseconds(end))
        return (Span(instant_at(opens), instant_at(closes)) for opens, closes in spans)

    def add_seconds(self, start: int, working_time: int) -> int | None:
        """`add` over whole seconds, since 1970-01-01 00:00 UTC and of working time."""
        return self._timeline.add(start, working_time)

    def seconds_between(self, start: int, end: int) -> int:
        """`between` over whole seconds since 1970-01-01 00:00 UTC."""
        return self._timeline.between(start, end)

    def add_microseconds(self, start: int, working_time: int) -> int | None:
        """`add` over whole microseconds, since 1970-01-01 00:00 UTC and of working time."""
        return parts.add(self._timeline, start, working_time)

    def microseconds_between(self, start: int, end: int) -> int:
        """`between` over whole microseconds since 1970-01-01 00:00 UTC."""
        return parts.between(self._timeline, start, end)

    @property
    def always_open(self) -> bool:
        """Whether the week itself has no closed minute; holidays and closures aside."""
        return all(hours == ((0, DAY_MINUTES),) for hours in self._timeline.dates.usual)

    def with_holidays(self, holidays: Iterable[date]) -> Calendar:
        """This calendar, also closed on these dates."""
        return replace(self, holidays=self.holidays.union(holidays))

    def with_closures(self, closures: Iterable[tuple[date, date]]) -> Calendar:
        """This calendar, also closed from each first to each last date."""
        return replace(self, closures=(*self.closures, *closures))

    def with_openings(self, openings: Iterable[tuple[date, Hours]]) -> Calendar:
        """This calendar, also open at these hours of these dates."""
        return replace(self, openings=(*self.openings, *openings))

    @cached_property
    def _timeline(self) -> Timeline:
        return compiled(self)


@lru_cache(maxsize=KEPT_CALENDARS)
def compiled(calendar: Calendar) -> Timeline:
    """The timeline that equal calendars share."""
    closed = [*calendar.closures, *((day, day) for day in calendar.holidays)]
    return Timeline(calendar.zone, OpenDates(calendar.week, closed, calendar.openings))
