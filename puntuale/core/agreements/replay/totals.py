"""What many outcomes of one promise add up to; sums of sums, so that a replay remembers no request."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from puntuale.core.agreements.replay.columns import Column
from puntuale.core.agreements.replay.outcome import Fate
from puntuale.core.working_time.whole_microseconds import NEVER

MINUTE = 60_000_000
MOST_MINUTES = 10_000
"""The middle is told to the minute up to a week of open hours; what took longer counts as this."""


@dataclass(slots=True)
class Totals:
    """Promises by their fate; and of the deeds done, how long they took, in microseconds.

    `still` counts the deeds for which some time stood still: the desk closed, or the severity held.
    `minutes` are the worked minutes of deeds, and how often each number occurred.
    """

    kept: int = 0
    late: int = 0
    open: int = 0
    cancelled: int = 0
    deeds: int = 0
    still: int = 0
    worked: int = 0
    paused: int = 0
    idle: int = 0
    minutes: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, column: Column) -> Totals:
        """What the outcomes of a column add up to."""
        done = column.met_at != NEVER
        worked = np.minimum(column.worked[done] // MINUTE, MOST_MINUTES)
        minutes, times = np.unique(worked, return_counts=True)
        return cls(
            **{fate.value: int(column.has(fate).sum()) for fate in Fate},
            deeds=int(done.sum()),
            still=int((column.idle[done] > 0).sum()),
            worked=int(column.worked[done].sum()),
            paused=int(column.paused[done].sum()),
            idle=int(column.idle[done].sum()),
            minutes=dict(zip(minutes.tolist(), times.tolist(), strict=True)),
        )

    def add(self, more: Totals) -> None:
        """Count these as well."""
        for each in fields(Totals):
            if each.name != "minutes":
                setattr(self, each.name, getattr(self, each.name) + getattr(more, each.name))
        for minutes, times in more.minutes.items():
            self.minutes[minutes] = self.minutes.get(minutes, 0) + times

    @property
    def promised(self) -> int:
        """How many promises there were."""
        return self.kept + self.late + self.open + self.cancelled

    @property
    def middle(self) -> int | None:
        """The worked minutes that half of the deeds did not exceed; None: nothing was done."""
        left = (self.deeds + 1) // 2
        for minutes in sorted(self.minutes):
            left -= self.minutes[minutes]
            if left <= 0:
                return minutes
        return None
