"""What a calendar is made of, refused at birth when it cannot be meant."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from puntuale.core.working_time.errors import (
    BackwardClosure,
    BadDate,
    BadMinutes,
    BadWeek,
    OverlappingHours,
    UnknownZone,
)

Minutes = tuple[int, int]
"""Open and close in minutes since local midnight, half-open; past 1440 is the next date."""

Hours = tuple[Minutes, ...]
"""The windows of one day, in order, none touching the next."""

DAY_MINUTES = 1440


def checked_zone(key: str) -> str:
    """The key of a known zone."""
    try:
        ZoneInfo(key)
    except (KeyError, ValueError, TypeError, OSError):
        raise UnknownZone(key) from None
    return key


def checked_week(week: Iterable[Iterable[Minutes]]) -> tuple[Hours, ...]:
    """Seven days of hours."""
    days = tuple(checked_hours(windows) for windows in week)
    if len(days) != 7:
        raise BadWeek(len(days))
    return days


def checked_hours(windows: Iterable[Minutes]) -> Hours:
    """The windows in order, those that touch made one."""
    ordered = sorted(_checked_window(window) for window in windows)
    for first, second in pairwise(ordered):
        if second[0] < first[1]:
            raise OverlappingHours(first, second)
    return union(ordered)


def _checked_window(window: Minutes) -> Minutes:
    match tuple(window):
        case (int(opens), int(closes)) if 0 <= opens < DAY_MINUTES and opens < closes <= 2880:
            return opens, closes
    raise BadMinutes(window)


def checked_date(value: date) -> date:
    """A civil date; an instant is none."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadDate(value)
    return value


def checked_closure(first: date, last: date) -> tuple[date, date]:
    """First and last closed date."""
    if checked_date(last) < checked_date(first):
        raise BackwardClosure(first, last)
    return first, last


def union(windows: Iterable[Minutes]) -> Hours:
    """The minutes of any of the windows, in order; also right for day numbers."""
    merged: list[Minutes] = []
    for opens, closes in sorted(windows):
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], closes)
        else:
            merged.append((opens, closes))
    return tuple(merged)
