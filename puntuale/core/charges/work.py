"""Raw work: who did it, from when to when. Never rounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from puntuale.core.agreements.instants import utc
from puntuale.core.charges.errors import EmptyOrNegative, OverlappingWork
from puntuale.core.working_time.instants import microseconds

Stretch = tuple[int, int]
"""From an instant up to, but without, another: microseconds since 1970-01-01 00:00 UTC."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Work of one person from `start` to `end`.

    Raises:
        NaiveTime: an instant has no offset.
        EmptyOrNegative: it ends when it starts, or before.
    """

    start: datetime
    end: datetime
    worker: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", utc(self.start))
        object.__setattr__(self, "end", utc(self.end))
        if self.end <= self.start:
            raise EmptyOrNegative(self.start, self.end)

    @property
    def stretch(self) -> Stretch:
        return microseconds(self.start), microseconds(self.end)


def in_work_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries as they were worked; several people may work at the same time.

    Raises:
        OverlappingWork: one person did two things at once.
    """
    ordered = sorted(entries, key=lambda each: (each.start, each.end, each.worker))
    last: dict[str, Entry] = {}
    for entry in ordered:
        before = last.get(entry.worker)
        if before is not None and entry.start < before.end:
            raise OverlappingWork(before.start, entry.start)
        last[entry.worker] = entry
    return ordered
