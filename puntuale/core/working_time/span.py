"""A span of time: two instants, the first inside, the second outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from puntuale.core.errors import NaiveTime


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The instants from `start` up to, but without, `end`; both in UTC from birth."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            raise NaiveTime
        # UTC at birth: two instants in one zone would subtract as wall-clock time.
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))

    @property
    def length(self) -> timedelta:
        """Elapsed time; zero when the span ends before it starts."""
        return max(self.end - self.start, timedelta())

    def overlap(self, other: Span) -> Span:
        """What both spans share; its length is zero when they share nothing."""
        return Span(max(self.start, other.start), min(self.end, other.end))
