"""The hours of many promises at once: as `Hours`, over arrays of microseconds."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from puntuale.core.agreements.clocks.covered import NEVER as NO_END
from puntuale.core.agreements.clocks.covered import UntilOffice
from puntuale.core.agreements.replay.histories import Mask, Places
from puntuale.core.agreements.terms.timetable import Coverage
from puntuale.core.working_time.batch import NEVER, add_many, between_many
from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.instants import DAY
from puntuale.core.working_time.intervals import Instants

FURTHER = 60 * DAY
FURTHEST = 800 * DAY


class ManyHours(Protocol):
    """When time counts; `rows` say whose instants they are."""

    def add(self, rows: Places, start: Instants, work: Instants) -> Instants:
        """The first instant by which `work` has counted since `start`; `NEVER` where there is none."""

    def between(self, rows: Places, start: Instants, end: Instants) -> Instants:
        """How much counts from `start` to `end`."""

    def held(self, rows: Places, at: int) -> Mask:
        """Whether a hold goes on at `at`."""


class ManyElapsed:
    """Every minute counts."""

    def add(self, rows: Places, start: Instants, work: Instants) -> Instants:
        return start + work

    def between(self, rows: Places, start: Instants, end: Instants) -> Instants:
        return end - start

    def held(self, rows: Places, at: int) -> Mask:
        return np.zeros(len(rows), dtype=bool)


class ManyOfCalendar:
    """The open hours of a calendar; where `holds`, its closed hours are holds."""

    def __init__(self, calendar: Calendar, *, holds: bool) -> None:
        self.calendar, self.holds = calendar, holds

    def add(self, rows: Places, start: Instants, work: Instants) -> Instants:
        return add_many(self.calendar, start, work)

    def between(self, rows: Places, start: Instants, end: Instants) -> Instants:
        return between_many(self.calendar, start, end)

    def held(self, rows: Places, at: int) -> Mask:
        is_closed = self.calendar.microseconds_between(at, at + 1) == 0
        return np.full(len(rows), self.holds and is_closed)


class ManyUntilOffice:
    """As `UntilOffice`: after the first hold, the same stretches count for everybody.

    `since` are the beginnings, by row. Up to `first_hold` a promise has a stretch of its own.
    """

    def __init__(self, coverage: Coverage, office: Calendar, since: Instants) -> None:
        earliest = int(since.min())
        self._further = UntilOffice(coverage, office, earliest).further
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._is_whole = False
        self._reach(earliest)
        runs = between_many(coverage.run, since, since + 1) == 1
        hold = add_many(coverage.hold, since, 1)
        hold[hold != NEVER] -= 1
        hold[hold == NEVER] = NO_END
        self.first_hold = np.where(runs, hold, since)

    def add(self, rows: Places, start: Instants, work: Instants) -> Instants:
        hold = self.first_hold[rows]
        own = np.maximum(hold - start, 0)
        answer = start + work
        later = np.flatnonzero(work > own)
        if len(later):
            begins = np.maximum(start, hold)[later]
            answer[later] = self._add(begins, (work - own)[later])
        return answer

    def between(self, rows: Places, start: Instants, end: Instants) -> Instants:
        hold = self.first_hold[rows]
        own = np.minimum(end, hold) - np.minimum(start, hold)
        self._reach(int(end.max(initial=0)))
        return own + self._done(np.maximum(end, hold)) - self._done(np.maximum(start, hold))

    def held(self, rows: Places, at: int) -> Mask:
        now = np.full(len(rows), at)
        return np.asarray(self.between(rows, now, now + 1) == 0)

    def _add(self, start: Instants, work: Instants) -> Instants:
        reached = int(start.max())
        self._reach(reached)
        wanted = self._done(start) + work
        while wanted.max() > self.total and not self._is_whole and reached < start.max() + FURTHEST:
            reached += FURTHER
            self._reach(reached)
        place = np.searchsorted(self.done[1:], wanted)
        answer = np.full_like(start, NEVER)
        found = place < len(self.starts)
        place, wanted = place[found], wanted[found]
        answer[found] = self.starts[place] + wanted - self.done[place]
        return answer

    def _done(self, at: Instants) -> Instants:
        """How much of the stretches lies before each instant."""
        if not len(self.starts):
            return np.zeros_like(at)
        place = np.searchsorted(self.starts, at, "right") - 1
        inside = np.minimum(at, self.ends[place]) - self.starts[place]
        return np.where(place < 0, 0, self.done[place] + inside)

    def _reach(self, until: int) -> None:
        """Know all stretches that begin by `until`."""
        known = len(self._starts)
        while not self._is_whole and (not self._starts or self._starts[-1] <= until):
            found = next(self._further, None)
            if found is None:
                self._is_whole = True
            else:
                self._starts.append(found[0])
                self._ends.append(found[1])
        if len(self._starts) > known or not known:
            self.starts = np.array(self._starts, dtype=np.int64)
            self.ends = np.array(self._ends, dtype=np.int64)
            self.done = np.concatenate([[0], np.cumsum(self.ends - self.starts)])

    @property
    def total(self) -> int:
        return int(self.done[-1])
