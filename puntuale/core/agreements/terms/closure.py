"""Days on which the desk is closed, as announced, and the hours it opens in between."""

from dataclasses import dataclass
from datetime import date, datetime

from puntuale.core.agreements.instants import utc

Minutes = tuple[int, int]


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

    def is_withdrawn_for(self, submitted_at: datetime) -> bool:
        """Whether it was withdrawn before the request came, which therefore never met it."""
        return self.withdrawn_at is not None and self.withdrawn_at < submitted_at
