"""A calendar compiled block by block, asked in whole seconds since 1970-01-01 00:00 UTC."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from puntuale.core.working_time.dates import OpenDates
from puntuale.core.working_time.instants import DAY_SECONDS, EARLIEST, LATEST
from puntuale.core.working_time.intervals import Instants, open_intervals
from puntuale.core.working_time.offsets import offsets_of_dates
from puntuale.core.working_time.table import BLOCK, WITHIN, Table
from puntuale.core.working_time.working_days import WorkingDates

KEPT_BLOCKS = 128
"""Some 540 years: beyond, tables are dropped and compiled again when asked for."""


class Timeline:
    """A calendar's open intervals from the year 1 to 9999; tables are compiled when needed."""

    def __init__(self, zone: str, dates: OpenDates) -> None:
        self.zone, self.dates = zone, dates
        self.working_dates = WorkingDates(zone, dates)
        # A date begins less than a day before or after midnight in UTC.
        self.first_block = max((dates.first - 1) * DAY_SECONDS, EARLIEST) >> BLOCK
        self.last_block = min((dates.last + 2) * DAY_SECONDS, LATEST) >> BLOCK
        self._tables: dict[int, Table] = {}
        self._totals: dict[int, int] = {}

    def add(self, at: int, work: int) -> int | None:
        """The earliest instant with `work` open seconds since `at`.

        Negative work is counted back: the latest instant with so much before `at`.
        None when the calendar is not open for so long.
        """
        if work <= 0:
            return self._back(at, -work) if work else at
        try:
            table = self._tables[at >> BLOCK]
        except KeyError:
            table = self._compile(at >> BLOCK)
        within = at & WITHIN
        end = table.after(within, work)
        return at - within + end if end > 0 else self._later(at, -end)

    def between(self, start: int, end: int) -> int:
        """Open seconds from `start` to `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        first, last = start >> BLOCK, end >> BLOCK
        worked = self.table(first).worked
        if first == last:
            return worked(end & WITHIN) - worked(start & WITHIN)
        done = self.table(last).worked(end & WITHIN) - worked(start & WITHIN)
        whole = range(max(first, self.first_block), min(last, self.last_block + 1))
        return done + sum(map(self.total, whole))

    def is_open(self, at: int) -> bool:
        """Whether the calendar is open at `at`."""
        within = at & WITHIN
        return self.table(at >> BLOCK).after(within, 1) == within + 1

    def next_open(self, at: int) -> int | None:
        """`at` itself when open, else the first opening after it; None when there is none."""
        # The first second of work ends a second after it begins.
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
        """Open seconds of the whole block."""
        if block not in self._totals:
            self._totals[block] = self.table(block).total
        return self._totals[block]

    def intervals(self, block: int) -> tuple[Instants, Instants]:
        """Starts and ends of the block's intervals."""
        starts, ends = self.table(block).intervals()
        return starts + (block << BLOCK), ends + (block << BLOCK)

    def _later(self, at: int, work: int) -> int | None:
        """The end of `work`, counted from the end of the block of `at`."""
        if work > LATEST - at:
            return None
        for block in range(max((at >> BLOCK) + 1, self.first_block), self.last_block + 1):
            total = self.total(block)
            if work <= total:
                return (block << BLOCK) + self.table(block).after(0, work)
            work -= total
        return None

    def _back(self, at: int, work: int) -> int | None:
        """The start of the last `work` before `at`."""
        table = self.table(at >> BLOCK)
        within = at & WITHIN
        done = table.worked(within) - work
        return at - within + table.latest(done) if done >= 0 else self._earlier(at, -done)

    def _earlier(self, at: int, work: int) -> int | None:
        """The start of `work`, counted back from the beginning of the block of `at`."""
        if work > at - EARLIEST:
            return None
        for block in range(min((at >> BLOCK) - 1, self.last_block), self.first_block - 1, -1):
            total = self.total(block)
            if work <= total:
                return (block << BLOCK) + self.table(block).latest(total - work)
            work -= total
        return None

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        first, last = start >> BLOCK, end >> BLOCK
        for block in range(max(first, self.first_block), min(last, self.last_block) + 1):
            starts, ends = self.intervals(block)
            met = (starts < end) & (ends > start)
            lows, highs = np.maximum(starts[met], start), np.minimum(ends[met], end)
            yield from zip(lows.tolist(), highs.tolist(), strict=True)

    def _compile(self, block: int) -> Table:
        base = block << BLOCK
        end = base + (1 << BLOCK)
        first = max(base // DAY_SECONDS - 1, self.dates.first)
        last = min(end // DAY_SECONDS + 1, self.dates.last)
        starts = ends = np.zeros(0, dtype=np.int64)
        if first <= last:
            offsets = offsets_of_dates(self.zone, base // DAY_SECONDS - 1, end // DAY_SECONDS + 1)
            starts, ends = open_intervals(self.dates, offsets, first, last)
        starts = np.maximum(starts, max(base, EARLIEST))
        ends = np.minimum(ends, min(end, LATEST))
        inside = starts < ends
        if len(self._tables) >= KEPT_BLOCKS:
            self._tables = {}
        table = self._tables[block] = Table(starts[inside] - base, ends[inside] - base)
        return table
