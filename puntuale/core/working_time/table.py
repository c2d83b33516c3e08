"""A compiled block of a calendar: how much was worked at an instant, and when it was."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import numpy as np

from puntuale.core.working_time.intervals import Instants

BUCKET = 33
"""A table is indexed by stretches of 2**33 microseconds, 2.4 hours, of time and of work."""
BLOCK = 46
"""A block is 2**46 microseconds, 2.2 years."""

NEVER_STARTS = 1 << 62


class Table:
    """The open intervals of one block, found by instant and by working time.

    Interval i lasts from `idle[i] + done[i]` to `idle[i] + done[i + 1]`: `done` is the working
    time before it and `idle` the instant less that, both in microseconds. Interval 0 is empty
    and stands for what lies before the first opening.
    """

    __slots__ = ("base", "by_instant", "by_work", "done", "earliest", "idle", "total", "worked")

    worked: Callable[[int], int]
    """Working time from the start of the block to an instant of the block."""
    earliest: Callable[[int], int]
    """The first instant by which so much work is done; more than none, at most `total`."""

    def __init__(self, base: int, starts: Instants, ends: Instants) -> None:
        """From intervals in microseconds, in order, inside the block that begins at `base`."""
        done = np.concatenate([[0, 0], np.cumsum(ends - starts)])
        idle = np.concatenate([[base], starts - done[1:-1], [NEVER_STARTS]])
        self.base, self.total = base, int(done[-1])
        self.done, self.idle = array("q", done.tobytes()), array("q", idle.tobytes())
        self.by_instant = _compact(starts_before(base, starts, blocks=1))
        self.by_work = _compact(done_before(done))
        self.worked = _worked(base, self.by_instant, self.done, self.idle)
        self.earliest = _earliest(self.by_work, self.done, self.idle)

    def is_open(self, at: int) -> bool:
        """Whether `at`, an instant of the block, lies in an interval."""
        work = self.worked(at) + 1
        return work <= self.total and self.earliest(work) == at + 1

    def latest(self, work: int) -> int:
        """The last instant by which no more than `work` is done; 0 <= work < total."""
        # The next microsecond of work begins there.
        return self.earliest(work + 1) - 1

    def intervals(self) -> tuple[Instants, Instants]:
        """Starts and ends, in microseconds."""
        done, idle = np.frombuffer(self.done, np.int64), np.frombuffer(self.idle, np.int64)
        return done[1:-1] + idle[1:-1], done[2:] + idle[1:-1]


# The two lookups are closures: names in a cell are read twice as fast as attributes.


def _worked(
    base: int, by_instant: array[int], done: array[int], idle: array[int], bucket: int = BUCKET
) -> Callable[[int], int]:
    def worked(at: int) -> int:
        following = by_instant[(at - base) >> bucket] + 1
        limit = done[following]
        while at - idle[following] >= limit:
            following += 1
            limit = done[following]
        work = at - idle[following - 1]
        return work if work < limit else limit

    return worked


def _earliest(
    by_work: array[int], done: array[int], idle: array[int], bucket: int = BUCKET
) -> Callable[[int], int]:
    def earliest(work: int) -> int:
        place = by_work[work >> bucket]
        while done[place + 1] < work:
            place += 1
        return work + idle[place]

    return earliest


def starts_before(base: int, starts: Instants, *, blocks: int) -> Instants:
    """For every bucket from `base` on, how many starts lie at or before its beginning."""
    return _running_count(-((base - starts) >> BUCKET), blocks << (BLOCK - BUCKET))


def done_before(done: Instants) -> Instants:
    """For every bucket of work, how many intervals, the empty one too, end before it begins."""
    return _running_count((done[1:] >> BUCKET) + 1, (int(done[-1]) >> BUCKET) + 1)


def _running_count(buckets: Instants, length: int) -> Instants:
    return np.cumsum(np.bincount(buckets, minlength=length)[:length])


def _compact(counts: Instants) -> array[int]:
    if counts[-1] <= 0xFFFF:
        return array("H", counts.astype(np.uint16).tobytes())
    return array("I", counts.astype(np.uint32).tobytes())
