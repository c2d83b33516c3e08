"""Which candidate is the promise: stricter evolutions may bring it nearer, looser ones not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from puntuale.core.agreements.clocks.candidates import Candidate
from puntuale.core.agreements.clocks.pauses import Pause

NEVER = 1 << 62


class Due(NamedTuple):
    """When a promise is due (None: never, or not known yet), and by which candidate."""

    at: int | None
    by: Candidate


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise after every change so far: its first candidate and what evolutions added."""

    starts_at: int | None
    first: Candidate
    stricter: tuple[bool, ...] = ()
    others: tuple[Candidate, ...] = ()

    @property
    def last(self) -> Candidate:
        """The candidate of the severity that the request has now."""
        return self.others[-1] if self.others else self.first

    def with_other(self, other: Candidate, *, stricter: bool) -> "Standing":
        """The promise after an evolution."""
        return Standing(
            self.starts_at, self.first, (*self.stricter, stricter), (*self.others, other)
        )

    def due(self, pauses: Sequence[Pause]) -> Due:
        """The earlier of what stood and a stricter candidate, the later with a looser one."""
        due = Due(self.first.due(pauses), self.first)
        for stricter, other in zip(self.stricter, self.others, strict=True):
            new = Due(other.due(pauses), other)
            if _is_before(new.at, due.at) if stricter else _is_before(due.at, new.at):
                due = new
        return due


def _is_before(one: int | None, other: int | None) -> bool:
    return (NEVER if one is None else one) < (NEVER if other is None else other)
