"""Days on which the desk is closed, as announced, and the hours it opens in between."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.agreements.instants import utc

Minutes = tuple[int, int]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Closure:
    """From the first to the last day, both closed; `announced_at` None: everybody always knew.

    `reopenings` are dates inside with their hours, in minutes since midnight. After
    `withdrawn_at` nobody counts on it any more; None: it stands.
    """

    code: str
    first: date
    last: date
    announced_at: datetime | None = None
    reopenings: tuple[tuple[date, tuple[Minutes, ...]], ...] = ()
    withdrawn_at: datetime | None = None
    # Written in the agreement itself, so that whoever agreed to that knows it.
    is_of_document: bool = False

    def __post_init__(self) -> None:
        if self.announced_at is not None:
            object.__setattr__(self, "announced_at", utc(self.announced_at))
        if self.withdrawn_at is not None:
            object.__setattr__(self, "withdrawn_at", utc(self.withdrawn_at))

    def counts_for(self, submitted_at: datetime) -> bool:
        """Whether it was announced, and not withdrawn, before the request came.

        Later news moves no promise.
        """
        known = self.announced_at is None or self.announced_at < submitted_at
        return known and not self.is_withdrawn_for(submitted_at)

    def as_worked(self, zone: ZoneInfo) -> "Closure | None":
        """As it counts for the price of work: on the days that began after it was announced, and ended
        before it was withdrawn. None where there are none.

        Later news moves no price. What the document lists always counts.
        """
        if self.is_of_document:
            return replace(self, announced_at=None)
        first, last = self.first, self.last
        if self.announced_at is not None:
            told = self.announced_at.astimezone(zone)
            first = max(first, told.date() if told.time() == time() else told.date() + ONE_DAY)
        if self.withdrawn_at is not None:
            last = min(last, self.withdrawn_at.astimezone(zone).date() - ONE_DAY)
        if last < first:
            return None
        open_days = tuple(each for each in self.reopenings if first <= each[0] <= last)
        return Closure(self.code, first, last, reopenings=open_days)

    def is_withdrawn_for(self, submitted_at: datetime) -> bool:
        """Whether it was withdrawn before the request came, which therefore never met it."""
        return self.withdrawn_at is not None and self.withdrawn_at < submitted_at
