"""Counting working dates: local dates with at least one open second."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from puntuale.core.working_time.dates import OpenDates, date_of
from puntuale.core.working_time.instants import DAY_SECONDS, second_at
from puntuale.core.working_time.intervals import intervals_of_date, working_days
from puntuale.core.working_time.offsets import offsets_of_dates

BLOCK_DAYS = 1024


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A local date with at least one open second, and its instants in UTC."""

    date: date
    opens_at: datetime
    """The first instant at which the date is open."""
    closes_at: datetime
    """The last closing on the date, cut where the date ends."""
    ends_at: datetime
    """The instant from which the clock never shows the date again."""


class WorkingDates:
    """The working dates of a calendar, compiled block by block when needed."""

    def __init__(self, zone: str, dates: OpenDates) -> None:
        self._zone, self._dates = zone, dates
        self._blocks: dict[int, array[int]] = {}

    def local_day(self, at: int) -> int:
        """The date that the wall clock shows at the second `at`, in days since 1970-01-01."""
        offsets = offsets_of_dates(self._zone, *_block_of(at // DAY_SECONDS))
        return (at + offsets.of(at)) // DAY_SECONDS

    def after(self, day: int, count: int) -> int | None:
        """The working date so many after `day`; count > 0."""
        first = max(day, self._dates.first - 1)
        for block in range(first // BLOCK_DAYS, self._dates.last // BLOCK_DAYS + 1):
            days = self._block(block)
            place = bisect_right(days, first) + count
            if place <= len(days):
                return days[place - 1]
            count = place - len(days)
        return None

    def before(self, day: int, count: int) -> int | None:
        """The working date so many before `day`; count > 0."""
        last = min(day, self._dates.last + 1)
        for block in range(last // BLOCK_DAYS, self._dates.first // BLOCK_DAYS - 1, -1):
            days = self._block(block)
            place = bisect_left(days, last) - count
            if place >= 0:
                return days[place]
            count = -place
        return None

    def described(self, day: int) -> WorkingDay:
        """The working date with its instants."""
        offsets = offsets_of_dates(self._zone, *_block_of(day))
        intervals = intervals_of_date(day, self._dates.hours(day), offsets)
        return WorkingDay(
            date_of(day),
            second_at(intervals[0][0]),
            second_at(max(end for _, end in intervals)),
            second_at(offsets.shown(day)[-1][1]),
        )

    def _block(self, block: int) -> array[int]:
        if block not in self._blocks:
            first, last = _block_of(block * BLOCK_DAYS)
            offsets = offsets_of_dates(self._zone, first, last)
            bounds = max(first, self._dates.first), min(last, self._dates.last)
            days = working_days(self._dates, offsets, *bounds)
            self._blocks[block] = array("i", days.tolist())
        return self._blocks[block]


def _block_of(day: int) -> tuple[int, int]:
    """First and last date of the block that holds `day`."""
    first = day // BLOCK_DAYS * BLOCK_DAYS
    return first, first + BLOCK_DAYS - 1
