"""Which candidate is the promise: stricter evolutions may bring it nearer, looser ones not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from puntuale.core.agreements.clocks.candidates import Candidate
from puntuale.core.agreements.clocks.course import Change
from puntuale.core.agreements.clocks.pauses import Pause

NEVER = 1 << 62


class Due(NamedTuple):
    """When a promise is due (None: never, or not known yet), and by which candidate."""

    at: int | None
    by: Candidate


class Effect(StrEnum):
    """What a change of the request did to a promise."""

    JUDGED_AGAIN = "judged_again"  # a correction: everything counts from the beginning
    STRICTER = "stricter"
    LOOSER = "looser"
    SAME_ROW = "same_row"
    REPLACED = "replaced"  # by one that waits for a date, or the reverse
    GAINED = "gained"
    DROPPED = "dropped"
    ALREADY_KEPT = "already_kept"
    ALREADY_BREACHED = "already_breached"


Told = tuple[Change, Effect]


@dataclass(frozen=True, slots=True)
class Standing:
    """A promise after every change so far: its first candidate and what evolutions added.

    `begun` is the candidate whose beginning is that of the promise.
    """

    first: Candidate
    begun: Candidate
    stricter: tuple[bool, ...] = ()
    others: tuple[Candidate, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def starts_at(self) -> int | None:
        """The first instant at which the budget could run."""
        return self.begun.hours.next_open(self.begun.since)

    @property
    def last(self) -> Candidate:
        """The candidate of the severity that the request has now."""
        return self.others[-1] if self.others else self.first

    def with_other(self, other: Candidate, *, stricter: bool) -> "Standing":
        """The promise after an evolution."""
        return replace(self, stricter=(*self.stricter, stricter), others=(*self.others, other))

    def after(self, change: Change, effect: Effect) -> "Standing":
        """The same promise, with what became of it by `change`."""
        return replace(self, told=(*self.told, (change, effect)))

    def due(self, pauses: Sequence[Pause]) -> Due:
        """The earlier of what stood and a stricter candidate, the later with a looser one."""
        due = Due(self.first.due(pauses), self.first)
        if not self.others:
            return due
        for stricter, other in zip(self.stricter, self.others, strict=True):
            new = Due(other.due(pauses), other)
            if _is_before(new.at, due.at) if stricter else _is_before(due.at, new.at):
                due = new
        return due


def _is_before(one: int | None, other: int | None) -> bool:
    return (NEVER if one is None else one) < (NEVER if other is None else other)
