"""What pays for work before money does: an included part, prepaid time, coupons."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, Protocol

from puntuale.core.charges.bands import Band
from puntuale.core.charges.lots import Lot
from puntuale.core.charges.pieces import Piece
from puntuale.core.working_time.instants import SECOND_MICROSECONDS as SECOND

Time = int | Fraction
"""Microseconds of work, exact."""


class By(StrEnum):
    """What paid for a part of the work."""

    INCLUDED = "included"
    ALLOWANCE = "allowance"
    PACKAGE = "package"
    COUPON = "coupon"
    OWED = "owed"
    WRITTEN_OFF = "written_off"


class Use(NamedTuple):
    """A part of the work in one band, and what paid for it: `weight` times as much of a lot."""

    by: By
    lot: str | None
    band: Band
    weight: Fraction


class Source(Protocol):
    """Pays for work, piece by piece in work order, as long as it can."""

    def pay(self, piece: Piece, time: Time) -> Iterator[tuple[Use, Time]]:
        """The parts of `time` that it pays for; what is left is for the next source."""


class IncludedPart:
    """So much of every ticket is included, None is all; surcharges do not use it up faster."""

    def __init__(self, up_to: int | None) -> None:
        self.left: Time | None = up_to

    def pay(self, piece: Piece, time: Time) -> Iterator[tuple[Use, Time]]:
        paid = time if self.left is None else min(time, self.left)
        if paid:
            self.left = None if self.left is None else self.left - paid
            yield Use(By.INCLUDED, None, piece.band, Fraction(1)), paid


class PrepaidTime:
    """Lots of time in draw-down order, each for work done while it is valid.

    At most `limit` is taken, where an accepted estimate names one: what is above is written off
    as long as some lot could have paid for it. With `owes` the last lot is followed by debt.
    """

    def __init__(
        self,
        by: By,
        lots: Iterable[Lot],
        *,
        is_weighted: bool,
        limit: Time | None = None,
        owes: bool = False,
    ) -> None:
        self.by, self.is_weighted, self.limit, self.owes = by, is_weighted, limit, owes
        self.lots = list(lots)
        self.left: dict[str, Time] = {lot.id: lot.left * SECOND for lot in self.lots}

    def pay(self, piece: Piece, time: Time) -> Iterator[tuple[Use, Time]]:
        weight = piece.band.weight if self.is_weighted else Fraction(1)
        for lot in self.lots:
            if time and self.left[lot.id] and lot.pays_at(piece.start):
                paid = self._within_limit(min(time, self.left[lot.id] / weight), weight)
                self.left[lot.id] -= paid * weight
                time -= paid
                if paid:
                    yield Use(self.by, lot.id, piece.band, weight), paid
                if time and self.left[lot.id]:
                    yield Use(By.WRITTEN_OFF, None, piece.band, weight), time
                    return
        if time and self.owes:
            paid = self._within_limit(time, weight)
            if paid:
                yield Use(By.OWED, None, piece.band, weight), paid
            if time > paid:
                yield Use(By.WRITTEN_OFF, None, piece.band, weight), time - paid

    def _within_limit(self, time: Time, weight: Fraction) -> Time:
        if self.limit is None:
            return time
        time = min(time, self.limit / weight)
        self.limit -= time * weight
        return time


class Coupons:
    """Coupons in draw-down order: each pays for a started piece of work of the same length.

    A coupon is drawn at the instant at which the one before is used up.
    """

    def __init__(self, covers: int, lots: Iterable[Lot], *, owes: bool) -> None:
        self.covers, self.owes = covers, owes
        self.lots = list(lots)
        self.left = {lot.id: lot.left for lot in self.lots}
        self.drawn: dict[str | None, int] = {}  # None: owed
        self._lot: str | None = None
        self._covered: Time = 0

    def pay(self, piece: Piece, time: Time) -> Iterator[tuple[Use, Time]]:
        while time and (self._covered or self._draw(piece.start)):
            paid = min(time, self._covered)
            self._covered -= paid
            time -= paid
            yield Use(By.COUPON, self._lot, piece.band, Fraction(1)), paid

    def _draw(self, at: int) -> bool:
        lots = (lot.id for lot in self.lots if self.left[lot.id] and lot.pays_at(at))
        self._lot = next(lots, None)
        if self._lot is not None:
            self.left[self._lot] -= 1
        elif not self.owes:
            return False
        self.drawn[self._lot] = self.drawn.get(self._lot, 0) + 1
        self._covered = self.covers
        return True
