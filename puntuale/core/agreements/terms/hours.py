"""The hours in which a budget is used up, asked in whole microseconds since the epoch."""

from collections.abc import Iterator
from typing import Protocol

from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.instants import instant_at, microseconds

Stretch = tuple[int, int]


class Hours(Protocol):
    """When time counts: a calendar, the hours in which a severity is handled, or always."""

    def add(self, start: int, work: int) -> int | None:
        """The first instant by which `work` has counted since `start`; None is never."""

    def between(self, start: int, end: int) -> int:
        """How much counts from `start` to `end`."""

    def next_open(self, at: int) -> int | None:
        """`at` where time counts then, else the first instant after it at which it does."""

    def spans(self, start: int, end: int) -> Iterator[Stretch]:
        """The pieces from `start` to `end` that count."""

    def held_until(self, at: int) -> int | None:
        """The end of the hold that goes on at `at`; `at` itself where nothing is held."""

    def next_hold(self, at: int) -> int | None:
        """The first hold to begin after `at`, at which nothing is held; None: there is none."""


class WorkingHours(Hours, Protocol):
    """Hours that make working days."""

    def end_of_day(self, at: int, days: int) -> int | None:
        """The last closing of the date so many working days after that of `at`; 0 its own."""


class Elapsed:
    """Every minute counts, whatever the calendar says."""

    def add(self, start: int, work: int) -> int:
        return start + work

    def between(self, start: int, end: int) -> int:
        return end - start

    def next_open(self, at: int) -> int:
        return at

    def spans(self, start: int, end: int) -> Iterator[Stretch]:
        yield start, end

    def held_until(self, at: int) -> int:
        return at

    def next_hold(self, at: int) -> None:
        return None


ELAPSED = Elapsed()


class OfCalendar:
    """The open hours of a calendar; when it is closed nothing counts, and nothing is held."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.add = calendar.add_microseconds
        self.between = calendar.microseconds_between

    def next_open(self, at: int) -> int | None:
        # The first microsecond of work ends one microsecond after it begins.
        done = self.add(at, 1)
        return None if done is None else done - 1

    def spans(self, start: int, end: int) -> Iterator[Stretch]:
        for span in self.calendar.open_spans(instant_at(start), instant_at(end)):
            yield microseconds(span.start), microseconds(span.end)

    def end_of_day(self, at: int, days: int) -> int | None:
        day = self.calendar.add_working_days(instant_at(at), days)
        return None if day is None else microseconds(day.closes_at)

    def held_until(self, at: int) -> int | None:
        return at

    def next_hold(self, at: int) -> int | None:
        return None
