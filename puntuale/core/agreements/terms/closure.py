"""Days on which the desk is closed, as announced, and the hours it opens in between."""

from dataclasses import dataclass
from datetime import date, datetime

from puntuale.core.agreements.instants import utc

Minutes = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Closure:
    """From the first to the last day, both closed; `announced_at` None: everybody always knew.

    `reopenings` are dates inside with their hours, in minutes since midnight.
    """

    code: str
    first: date
    last: date
    announced_at: datetime | None = None
    reopenings: tuple[tuple[date, tuple[Minutes, ...]], ...] = ()

    def __post_init__(self) -> None:
        if self.announced_at is not None:
            object.__setattr__(self, "announced_at", utc(self.announced_at))

    def counts_for(self, submitted_at: datetime) -> bool:
        """Whether it was announced before the request came; later news moves no promise."""
        return self.announced_at is None or self.announced_at < submitted_at
