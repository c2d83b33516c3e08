"""A compiled block of a calendar: how much was worked at an instant, and when it was."""

from __future__ import annotations

from array import array

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

    __slots__ = ("base", "by_instant", "by_work", "done", "idle", "total")

    def __init__(self, base: int, starts: Instants, ends: Instants) -> None:
        """From intervals in microseconds, in order, inside the block that begins at `base`."""
        done = np.concatenate([[0, 0], np.cumsum(ends - starts)])
        idle = np.concatenate([[base], starts - done[1:-1], [NEVER_STARTS]])
        self.base, self.total = base, int(done[-1])
        self.done, self.idle = array("q", done.tobytes()), array("q", idle.tobytes())
        started_before = -((base - starts) >> BUCKET)
        self.by_instant = _running_count(started_before, 1 << (BLOCK - BUCKET))
        done_before = (done[1:] >> BUCKET) + 1
        self.by_work = _running_count(done_before, (self.total >> BUCKET) + 1)

    def place(self, at: int) -> int:
        """The last interval that has started at `at`."""
        place = self.by_instant[(at - self.base) >> BUCKET]
        while at - self.idle[place + 1] >= self.done[place + 1]:
            place += 1
        return place

    def is_open(self, at: int) -> bool:
        """Whether an interval that has started at `at` has not ended."""
        place = self.place(at)
        return at - self.idle[place] < self.done[place + 1]

    def worked(self, at: int) -> int:
        """Working time from the start of the block to `at`."""
        place = self.place(at)
        return min(at - self.idle[place], self.done[place + 1])

    def earliest(self, work: int) -> int:
        """The first instant by which `work` is done; 0 < work <= total."""
        place = self.by_work[work >> BUCKET]
        while self.done[place + 1] < work:
            place += 1
        return work + self.idle[place]

    def latest(self, work: int) -> int:
        """The last instant by which no more than `work` is done; 0 <= work < total."""
        place = self.by_work[work >> BUCKET]
        while self.done[place + 1] <= work:
            place += 1
        return work + self.idle[place]

    def intervals(self) -> tuple[Instants, Instants]:
        """Starts and ends, in microseconds."""
        done, idle = np.frombuffer(self.done, np.int64), np.frombuffer(self.idle, np.int64)
        return done[1:-1] + idle[1:-1], done[2:] + idle[1:-1]


def _running_count(events: Instants, buckets: int) -> array[int]:
    """For every bucket, how many events have come when it begins."""
    counts = np.cumsum(np.bincount(events, minlength=buckets)[:buckets])
    if len(events) <= 0xFFFF:
        return array("H", counts.astype(np.uint16).tobytes())
    return array("I", counts.astype(np.uint32).tobytes())
