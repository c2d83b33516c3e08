"""Bands: the classes of work time that surcharges make."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from puntuale.core.agreements.terms.hours import OfCalendar
from puntuale.core.agreements.terms.pieces import both, joined, without
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

    def stretches(self, start: int, end: int) -> list[Stretch]:
        """Where it counts between two instants."""
        counted = self.hours.between(start, end)
        if counted in (0, end - start):  # as for most work: asked faster than its spans
            return [(start, end)] if bool(counted) is self.is_inside else []
        inside = list(self.hours.spans(start, end))
        return inside if self.is_inside else without([(start, end)], inside)


class Bands:
    """All surcharges of a document. They never add up: of several the largest counts."""

    def __init__(self, surcharges: Iterable[Surcharge]) -> None:
        # Sorting keeps the order of the document where two are equal.
        self._largest_first = sorted(surcharges, key=lambda each: -each.band.add)

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int, Band]]:
        """The pieces from `start` to `end` in order, each with its band."""
        free, found = [(start, end)], []
        for surcharge in self._largest_first:
            if not free:
                break
            taken = both(free, surcharge.stretches(start, end))
            found += [(first, last, surcharge.band) for first, last in taken]
            free = without(free, taken)
        found += [(first, last, BASE) for first, last in joined(free)]
        return iter(sorted(found, key=lambda piece: piece[0]))
