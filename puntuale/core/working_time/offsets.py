"""The offset changes of a zone, and what its wall clock shows around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from puntuale.core.working_time.instants import DAY_SECONDS, EARLIEST, LATEST, SECOND

# The closest two changes ever were lie four days apart (Freetown, 1939).
PROBE_SECONDS = 3 * DAY_SECONDS


@dataclass(frozen=True, slots=True)
class Change:
    """An instant in seconds since the epoch, with the offsets before and after it."""

    at: int
    before: int
    after: int

    @property
    def shown_twice_or_never(self) -> tuple[int, int]:
        """The wall-clock seconds that this change repeats or skips."""
        return self.at + min(self.before, self.after), self.at + max(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Offsets:
    """The offsets of one zone over some years: the first, then every change."""

    first: int
    changes: tuple[Change, ...]

    def of(self, instant: int) -> int:
        """Seconds that the wall clock is ahead of UTC at `instant`."""
        offset = self.first
        for change in self.changes:
            if change.at > instant:
                break
            offset = change.after
        return offset

    def instant(self, wall: int) -> int:
        """When the wall clock shows `wall`; skipped or repeated, with the offset before."""
        offset = self.first
        for change in self.changes:
            if wall < change.shown_twice_or_never[1]:
                break
            offset = change.after
        return wall - offset

    def shown(self, day: int) -> list[tuple[int, int]]:
        """The spans of instants at which the wall clock shows the date `day`."""
        midnight = day * DAY_SECONDS
        spans = (
            (max(start, midnight - offset), min(end, midnight + DAY_SECONDS - offset))
            for start, end, offset in self._eras()
        )
        return [(start, end) for start, end in spans if start < end]

    def skipped(self, opens: int, closes: int) -> bool:
        """Whether the wall clock leaps over all of these wall-clock seconds."""
        return any(
            change.after > change.before
            and change.shown_twice_or_never[0] <= opens
            and closes <= change.shown_twice_or_never[1]
            for change in self.changes
        )

    def days_touched(self) -> set[int]:
        """The dates on which the wall clock is not simply ahead by one offset."""
        return {
            day
            for change in self.changes
            for first, last in [change.shown_twice_or_never]
            for day in range((first - 1) // DAY_SECONDS, last // DAY_SECONDS + 1)
        }

    def _eras(self) -> Iterator[tuple[int, int, int]]:
        start, offset = EARLIEST, self.first
        for change in self.changes:
            yield start, change.at, offset
            start, offset = change.at, change.after
        yield start, LATEST, offset


@lru_cache(maxsize=1024)
def offsets_of_dates(key: str, first: int, last: int) -> Offsets:
    """The offsets of the zone `key` while its clock shows the dates first to last."""
    zone = ZoneInfo(key)
    # Three days more on either side: a change may skip or repeat a whole date.
    start, end = (first - 3) * DAY_SECONDS, (last + 4) * DAY_SECONDS
    before = _offset(zone, start)
    first_offset, changes = before, []
    for low in range(start, end, PROBE_SECONDS):
        high = min(low + PROBE_SECONDS, end)
        after = _offset(zone, high)
        if after != before:
            changes.append(Change(_changed(zone, low, high), before, after))
        before = after
    return Offsets(first_offset, tuple(changes))


def _offset(zone: ZoneInfo, instant: int) -> int:
    # The first and last days a datetime can hold have no wall clock everywhere.
    near = min(max(instant, EARLIEST + DAY_SECONDS), LATEST - DAY_SECONDS)
    # `fromutc` takes UTC dressed in the zone, where a difference is one of wall clocks: the offset.
    utc = datetime(1970, 1, 1, tzinfo=zone) + near * SECOND
    return (zone.fromutc(utc) - utc) // SECOND


def _changed(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
