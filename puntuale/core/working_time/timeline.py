"""A calendar compiled block by block, asked in whole microseconds since the epoch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from puntuale.core.working_time.dates import OpenDates
from puntuale.core.working_time.instants import DAY, EARLIEST, LATEST, SECOND
from puntuale.core.working_time.intervals import open_intervals
from puntuale.core.working_time.offsets import offsets_of_dates
from puntuale.core.working_time.table import BLOCK, Table
from puntuale.core.working_time.working_days import WorkingDates

KEPT_BLOCKS = 256
"""Some 570 years: beyond, tables are dropped and compiled again when asked for."""


class Timeline:
    """A calendar's open intervals from the year 1 to 9999; tables are compiled when needed."""

    def __init__(self, zone: str, dates: OpenDates) -> None:
        self.zone, self.dates = zone, dates
        self.working_dates = WorkingDates(zone, dates)
        # A date begins less than a day before or after midnight in UTC.
        self.first_block = max((dates.first - 1) * DAY, EARLIEST) >> BLOCK
        self.last_block = min((dates.last + 2) * DAY, LATEST) >> BLOCK
        self._tables: dict[int, Table] = {}
        self._totals: dict[int, int] = {}

    def add(self, at: int, work: int) -> int | None:
        """The earliest instant with `work` open microseconds since `at`.

        Negative work is counted back: the latest instant with so much before `at`.
        None when the calendar is not open for so long.
        """
        try:
            table = self._tables[at >> BLOCK]
        except KeyError:
            table = self._compile(at >> BLOCK)
        done = table.worked(at) + work
        if work > 0:
            if done <= table.total:
                return table.earliest(done)
            return self._after(at, done - table.total)
        if work < 0:
            return table.latest(done) if done >= 0 else self._before(at, -done)
        return at

    def between(self, start: int, end: int) -> int:
        """Open microseconds from `start` to `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        first, last = start >> BLOCK, end >> BLOCK
        done = self.table(last).worked(end) - self.table(first).worked(start)
        if first == last:
            return done
        whole = range(max(first, self.first_block), min(last, self.last_block + 1))
        return done + sum(map(self.total, whole))

    def is_open(self, at: int) -> bool:
        """Whether the calendar is open at `at`."""
        return self.table(at >> BLOCK).is_open(at)

    def next_open(self, at: int) -> int | None:
        """`at` itself when open, else the first opening after it; None when there is none."""
        # The first microsecond of work ends one microsecond after it begins.
        done = self.add(at, 1)
        return None if done is None else done - 1

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The open intervals from `start` to `end`, cut there, none touching the next."""
        held = (start, start)
        for low, high in self._pieces(start, end):
            if low == held[1]:
                held = held[0], high
                continue
            if held[0] < held[1]:
                yield held
            held = low, high
        if held[0] < held[1]:
            yield held

    def table(self, block: int) -> Table:
        """The compiled block."""
        try:
            return self._tables[block]
        except KeyError:
            return self._compile(block)

    def total(self, block: int) -> int:
        """Open microseconds of the whole block."""
        if block not in self._totals:
            self._totals[block] = self.table(block).total
        return self._totals[block]

    def _after(self, at: int, work: int) -> int | None:
        """The end of `work`, counted from the end of the block of `at`."""
        if work > LATEST - at:
            return None
        for block in range(max((at >> BLOCK) + 1, self.first_block), self.last_block + 1):
            total = self.total(block)
            if work <= total:
                return self.table(block).earliest(work)
            work -= total
        return None

    def _before(self, at: int, work: int) -> int | None:
        """The start of `work`, counted back from the beginning of the block of `at`."""
        if work > at - EARLIEST:
            return None
        for block in range(min((at >> BLOCK) - 1, self.last_block), self.first_block - 1, -1):
            total = self.total(block)
            if work <= total:
                return self.table(block).latest(total - work)
            work -= total
        return None

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first, last = start >> BLOCK, end >> BLOCK
        for block in range(max(first, self.first_block), min(last, self.last_block) + 1):
            starts, ends = self.table(block).intervals()
            met = (starts < end) & (ends > start)
            lows, highs = np.maximum(starts[met], start), np.minimum(ends[met], end)
            yield from zip(lows.tolist(), highs.tolist(), strict=True)

    def _compile(self, block: int) -> Table:
        base = block << BLOCK
        end = base + (1 << BLOCK)
        first = max(base // DAY - 1, self.dates.first)
        last = min(end // DAY + 1, self.dates.last)
        starts = ends = np.zeros(0, dtype=np.int64)
        if first <= last:
            offsets = offsets_of_dates(self.zone, base // DAY - 1, end // DAY + 1)
            starts, ends = open_intervals(self.dates, offsets, first, last)
        starts = np.maximum(starts * SECOND, max(base, EARLIEST))
        ends = np.minimum(ends * SECOND, min(end, LATEST))
        inside = starts < ends
        if len(self._tables) >= KEPT_BLOCKS:
            self._tables = {}
        table = self._tables[block] = Table(base, starts[inside], ends[inside])
        return table
