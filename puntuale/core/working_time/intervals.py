"""From the open minutes of civil dates to intervals of instants."""

import numpy as np
import numpy.typing as npt

from puntuale.core.working_time.dates import WEEKDAY_OF_DAY_ZERO, OpenDates
from puntuale.core.working_time.hours import DAY_MINUTES, Hours
from puntuale.core.working_time.instants import DAY_SECONDS
from puntuale.core.working_time.offsets import Offsets

Instants = npt.NDArray[np.int64]


def intervals_of_date(day: int, hours: Hours, offsets: Offsets) -> list[tuple[int, int]]:
    """The open instants of one date, in seconds since the epoch, in order.

    A boundary inside a skipped or repeated hour is one instant, read with the offset before
    the change. Midnight is no boundary: it is where the clock shows another date.
    """
    midnight = day * DAY_SECONDS
    shown = offsets.shown(day)
    found = []
    for opens, closes in hours:
        start, end = midnight + opens * 60, midnight + closes * 60
        if offsets.skipped(start, end):
            continue
        low = offsets.instant(start) if opens else shown[0][0]
        high = offsets.instant(end) if closes < DAY_MINUTES else shown[-1][1]
        found += [(max(low, first), min(high, last)) for first, last in shown]
    return sorted((low, high) for low, high in found if low < high)


def open_intervals(
    dates: OpenDates, offsets: Offsets, first: int, last: int
) -> tuple[Instants, Instants]:
    """Starts and ends of all open intervals of the dates first to last, merged, in order."""
    odd = _odd_days(dates, offsets, first, last)
    single = [span for day in odd for span in intervals_of_date(day, dates.hours(day), offsets)]
    plain_starts, plain_ends = _plain_intervals(
        dates, offsets, _plain_days(dates, first, last, odd)
    )
    lone = np.array(single, dtype=np.int64).reshape(-1, 2)
    starts = np.concatenate([plain_starts, lone[:, 0]])
    ends = np.concatenate([plain_ends, lone[:, 1]])
    return merged(starts, ends)


def working_days(dates: OpenDates, offsets: Offsets, first: int, last: int) -> Instants:
    """The dates from first to last with at least one open second."""
    odd = _odd_days(dates, offsets, first, last)
    plain = _plain_days(dates, first, last, odd)
    opens = np.array([bool(hours) for hours in dates.usual])[_weekdays(plain)]
    lone = [day for day in odd if intervals_of_date(day, dates.hours(day), offsets)]
    return np.sort(np.concatenate([plain[opens], np.array(lone, dtype=np.int64)]))


def merged(starts: Instants, ends: Instants) -> tuple[Instants, Instants]:
    """The union of the intervals, in order."""
    order = np.argsort(starts, kind="stable")
    starts, ends = starts[order], np.maximum.accumulate(ends[order])
    if not len(starts):
        return starts, ends
    apart = starts[1:] > ends[:-1]
    return starts[np.append(True, apart)], ends[np.append(apart, True)]


def _odd_days(dates: OpenDates, offsets: Offsets, first: int, last: int) -> list[int]:
    touched = (day for day in offsets.days_touched() if first <= day <= last)
    return sorted({*touched, *dates.extra_days(first, last)})


def _plain_days(dates: OpenDates, first: int, last: int, odd: list[int]) -> Instants:
    """The dates whose usual hours are simply shifted by one offset."""
    plain = ~dates.closed_mask(first, last)
    plain[np.array(odd, dtype=np.int64) - first] = False
    return np.arange(first, last + 1)[plain]


def _plain_intervals(
    dates: OpenDates, offsets: Offsets, days: Instants
) -> tuple[Instants, Instants]:
    widest = max(len(hours) for hours in dates.usual)
    week = np.zeros((7, widest, 2), dtype=np.int64)
    for weekday, hours in enumerate(dates.usual):
        week[weekday, : len(hours)] = np.array(hours, dtype=np.int64).reshape(-1, 2)
    midnights = days * DAY_SECONDS - _offset_of_days(offsets, days)
    edges = week[_weekdays(days)] * 60 + midnights[:, np.newaxis, np.newaxis]
    starts, ends = edges[:, :, 0].ravel(), edges[:, :, 1].ravel()
    real = starts < ends
    return starts[real], ends[real]


def _offset_of_days(offsets: Offsets, days: Instants) -> Instants:
    changed_at = [change.shown_twice_or_never[1] for change in offsets.changes]
    places = np.searchsorted(np.array(changed_at, dtype=np.int64), days * DAY_SECONDS, "right")
    return np.array([offsets.first, *(change.after for change in offsets.changes)])[places]


def _weekdays(days: Instants) -> Instants:
    return (days + WEEKDAY_OF_DAY_ZERO) % 7
