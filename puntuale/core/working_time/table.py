"""A compiled block of a calendar: how much was worked at an instant, and when it was."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import numpy as np

from puntuale.core.working_time.intervals import Instants

BUCKET = 13
"""A table is indexed by stretches of 2**13 seconds, 2.3 hours, of time and of work."""
BLOCK = 27
"""A block is 2**27 seconds, 4.3 years: numbers that small are added fastest."""
WITHIN = (1 << BLOCK) - 1
"""The bits of an instant that tell where it lies in its block."""

NEVER_STARTS = 1 << 30


class Table:
    """The open intervals of one block, found by instant and by working time.

    Instants count from the beginning of the block, and all times are whole seconds. Interval i
    lasts from `idle[i] + done[i]` to `idle[i] + done[i + 1]`: `done` is the working time before
    it and `idle` the instant less that. Interval 0 is empty and stands for what lies before the
    first opening.
    """

    __slots__ = ("after", "by_instant", "by_work", "done", "idle", "total", "worked")

    worked: Callable[[int], int]
    """Working time from the beginning of the block to an instant."""
    after: Callable[[int, int], int]
    """The first instant with some work done since an instant, or minus the work that is missing."""

    def __init__(self, starts: Instants, ends: Instants) -> None:
        """From intervals inside the block, in order."""
        done = np.concatenate([[0, 0], np.cumsum(ends - starts)])
        idle = np.concatenate([[0], starts - done[1:-1], [NEVER_STARTS]])
        self.total = int(done[-1])
        self.done, self.idle = _compact("i", done), _compact("i", idle)
        self.by_instant = _counts(running_count(-(-starts >> BUCKET), 1 << (BLOCK - BUCKET)))
        ended = (done[1:] >> BUCKET) + 1
        self.by_work = _counts(running_count(ended, (self.total >> BUCKET) + 1))
        self.worked = _worked(self)
        self.after = _after(self)

    def latest(self, work: int) -> int:
        """The last instant by which no more than `work` is done; 0 <= work < total."""
        # The next second of work begins there.
        return self.after(0, work + 1) - 1

    def intervals(self) -> tuple[Instants, Instants]:
        """Starts and ends."""
        done, idle = (
            np.frombuffer(kept, np.int32).astype(np.int64) for kept in (self.done, self.idle)
        )
        return done[1:-1] + idle[1:-1], done[2:] + idle[1:-1]


# The lookups are closures, since names in a cell are read twice as fast as attributes; and `after`
# finds what `worked` is for itself, since a call would cost as much as finding it.


def _worked(table: Table, bucket: int = BUCKET) -> Callable[[int], int]:
    by_instant, done, idle = table.by_instant, table.done, table.idle

    def worked(at: int) -> int:
        following = by_instant[at >> bucket] + 1
        limit = done[following]
        while at - idle[following] >= limit:
            following += 1
            limit = done[following]
        work = at - idle[following - 1]
        return work if work < limit else limit

    return worked


def _after(table: Table, bucket: int = BUCKET) -> Callable[[int, int], int]:
    by_instant, by_work = table.by_instant, table.by_work
    done, idle, total = table.done, table.idle, table.total

    def after(at: int, work: int) -> int:
        following = by_instant[at >> bucket] + 1
        limit = done[following]
        while at - idle[following] >= limit:
            following += 1
            limit = done[following]
        begun = at - idle[following - 1]
        work += begun if begun < limit else limit
        if work > total:
            return total - work
        place = by_work[work >> bucket]
        while done[place + 1] < work:
            place += 1
        return work + idle[place]

    return after


def running_count(buckets: Instants, length: int) -> Instants:
    """For each of so many buckets, how many of these lie in it or before it."""
    return np.cumsum(np.bincount(buckets, minlength=length)[:length])


def _counts(counts: Instants) -> array[int]:
    return _compact("H" if counts[-1] <= 0xFFFF else "I", counts)


def _compact(code: str, numbers: Instants) -> array[int]:
    return array(code, numbers.astype(code).tobytes())
