"""Which minutes of a civil date are open, before any clock is looked at."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from puntuale.core.working_time.hours import DAY_MINUTES, Hours, union

FIRST_DAY = date.min.toordinal() - date(1970, 1, 1).toordinal()
LAST_DAY = date.max.toordinal() - date(1970, 1, 1).toordinal()
# 1970-01-01 was a Thursday.
WEEKDAY_OF_DAY_ZERO = 3


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - date(1970, 1, 1).toordinal()


def date_of(day: int) -> date:
    """The date so many days after 1970-01-01."""
    return date.fromordinal(day + date(1970, 1, 1).toordinal())


class OpenDates:
    """The week, the closed dates and the exceptional openings, read together.

    Windows past midnight are cut there: holidays and closures act on civil dates.
    """

    def __init__(
        self,
        week: tuple[Hours, ...],
        closed: Iterable[tuple[date, date]],
        openings: Iterable[tuple[date, Hours]],
    ) -> None:
        self.usual = tuple(
            union(_on_its_date(week[weekday]) + _past_midnight(week[weekday - 1]))
            for weekday in range(7)
        )
        self._closed = union((day_number(first), day_number(last) + 1) for first, last in closed)
        self._closed_from = [first for first, _ in self._closed]
        self._extra = _extra_hours(openings)
        self.first, self.last = self._bounds()

    def hours(self, day: int) -> Hours:
        """What is open on the date, in minutes of its wall clock."""
        extra = self._extra.get(day, ())
        if self.is_closed(day):
            return extra
        usual = self.usual[(day + WEEKDAY_OF_DAY_ZERO) % 7]
        return union(usual + extra) if extra else usual

    def is_closed(self, day: int) -> bool:
        """Whether a holiday or a closure takes the date's usual hours."""
        place = bisect_right(self._closed_from, day) - 1
        return place >= 0 and day < self._closed[place][1]

    def extra_days(self, first: int, last: int) -> list[int]:
        """The dates from first to last with exceptional hours."""
        return [day for day in self._extra if first <= day <= last]

    def closed_mask(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        """`is_closed` of every date from first to last."""
        mask = np.zeros(last - first + 1, dtype=np.bool_)
        start = max(bisect_right(self._closed_from, first) - 1, 0)
        for opens, closes in self._closed[start:]:
            if opens > last:
                break
            mask[max(opens - first, 0) : max(closes - first, 0)] = True
        return mask

    def _bounds(self) -> tuple[int, int]:
        """The first and last date that can be open; in the wrong order when none can."""
        days = list(self._extra)
        if any(self.usual):
            first, last = FIRST_DAY, LAST_DAY
            if self._closed and self._closed[0][0] == FIRST_DAY:
                first = self._closed[0][1]
            if self._closed and self._closed[-1][1] > LAST_DAY:
                last = self._closed[-1][0] - 1
            days += [first, last] if first <= last else []
        return (min(days), max(days)) if days else (LAST_DAY, FIRST_DAY)


def _on_its_date(hours: Hours) -> Hours:
    return tuple((opens, min(closes, DAY_MINUTES)) for opens, closes in hours)


def _past_midnight(hours: Hours) -> Hours:
    return tuple((0, closes - DAY_MINUTES) for _, closes in hours if closes > DAY_MINUTES)


def _extra_hours(openings: Iterable[tuple[date, Hours]]) -> dict[int, Hours]:
    extra: dict[int, Hours] = {}
    for opened, hours in openings:
        day = day_number(opened)
        for key, part in (day, _on_its_date(hours)), (day + 1, _past_midnight(hours)):
            if part and key <= LAST_DAY:
                extra[key] = union(extra.get(key, ()) + part)
    return extra
