"""Bands: the classes of work time that surcharges make."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from puntuale.core.agreements.terms.hours import OfCalendar
from puntuale.core.charges.work import Stretch


@dataclass(frozen=True, slots=True)
class Band:
    """Work time that costs `add` more than usual: 1/2 is 50 %. `rank` is its place in the document,
    which with the code tells it from others.
    """

    code: str
    add: Fraction = field(default=Fraction(0), compare=False)
    rank: int = 0

    @property
    def weight(self) -> Fraction:
        """What a minute of it takes from prepaid time."""
        return 1 + self.add

    @property
    def price_order(self) -> tuple[Fraction, int]:
        """The cheapest first."""
        return self.add, self.rank


BASE = Band("base")


class Surcharge(NamedTuple):
    """A band, and the hours inside or outside of which it counts."""

    band: Band
    hours: OfCalendar
    is_inside: bool

    def of(self, free: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
        """Where it counts of the stretches in order, and what is left."""
        start, end = free[0][0], free[-1][1]
        counted = self.hours.between(start, end)
        if counted in (0, end - start):  # as for most work: asked faster than its spans
            return (free, []) if bool(counted) is self.is_inside else ([], free)
        inside, outside = divided(free, list(self.hours.spans(start, end)))
        return (inside, outside) if self.is_inside else (outside, inside)


class Bands:
    """All surcharges of a document. They never add up: of several the largest counts."""

    def __init__(self, surcharges: Iterable[Surcharge]) -> None:
        # Sorting keeps the order of the document where two are equal.
        self._largest_first = sorted(surcharges, key=lambda each: -each.band.add)

    @property
    def in_order(self) -> tuple[Band, ...]:
        """Work in hours first, then each band once, as the document has them."""
        named = {each.band.code: each.band for each in reversed(self._largest_first)}
        return (BASE, *sorted(named.values(), key=lambda band: band.rank))

    def cut(self, start: int, end: int) -> list[tuple[int, int, Band]]:
        """The pieces from `start` to `end` in order, each with its band."""
        free, found = [(start, end)], []
        for surcharge in self._largest_first:
            if free:
                taken, free = surcharge.of(free)
                found += [(first, last, surcharge.band) for first, last in taken]
        found += [(first, last, BASE) for first, last in free]
        return sorted(found, key=lambda piece: piece[0])


def divided(free: list[Stretch], by: list[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """What of `free` lies in `by`, and what does not; all in order, none overlapping the next."""
    inside, outside, at = [], [], 0
    for start, end in free:
        while at < len(by) and by[at][1] <= start:
            at += 1
        place = at
        while place < len(by) and by[place][0] < end:
            first, last = max(by[place][0], start), min(by[place][1], end)
            if start < first:
                outside.append((start, first))
            inside.append((first, last))
            start, place = last, place + 1
        if start < end:
            outside.append((start, end))
    return inside, outside
