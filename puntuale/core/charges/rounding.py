"""How recorded work becomes billable work: once for each scope, never an entry's own times."""

from collections.abc import Sequence
from dataclasses import dataclass

from puntuale.core.agreements.terms.target import MINUTE
from puntuale.core.charges.bands import Band
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.scopes import TICKET


@dataclass(frozen=True, slots=True)
class Rounding:
    """In microseconds; `minimum` is nothing, or a multiple of `increment`."""

    scope: str = TICKET
    resolution: int = MINUTE
    increment: int = MINUTE
    minimum: int = 0

    def counted(self, recorded: int) -> int:
        """Cut to the resolution, but never below one step of it."""
        return max(recorded // self.resolution, 1) * self.resolution

    def started(self, counted: int) -> int:
        """Started increments are whole ones; what is whole stays."""
        return -(-counted // self.increment) * self.increment

    def billed(self, counted: int) -> int:
        """In started increments, and the minimum at least."""
        return max(self.started(counted), self.minimum)


@dataclass(frozen=True, slots=True)
class Rounded:
    """The pieces of a scope as they are billed, and what became of its time.

    `majority` is the band that took what was added, and gave what was dropped.
    """

    pieces: tuple[Piece, ...]
    majority: Band
    recorded: int
    counted: int
    billed: int


def rounded(rule: Rounding, pieces: Sequence[Piece]) -> Rounded:
    """Round the work of one scope, of which there is some.

    Dropped seconds are the last ones of the band with most work. Added time has no instant of
    its own: it counts at the last piece of that band. Of equal bands the cheapest counts.
    """
    bands = _by_work(pieces)
    recorded = sum(piece.time for piece in pieces)
    counted = rule.counted(recorded)
    billed = rule.billed(counted)
    times = [piece.time for piece in pieces]
    _drop(pieces, times, bands, max(recorded - counted, 0))
    last = max(at for at, piece in enumerate(pieces) if piece.band == bands[0])
    times[last] += billed - min(recorded, counted)
    kept = [piece._replace(time=time) for piece, time in zip(pieces, times, strict=True) if time]
    return Rounded(tuple(kept), bands[0], recorded, counted, billed)


def _by_work(pieces: Sequence[Piece]) -> list[Band]:
    """The bands, that with most recorded work first."""
    work: dict[Band, int] = {}
    for piece in pieces:
        work[piece.band] = work.get(piece.band, 0) + piece.time
    return sorted(work, key=lambda band: (-work[band], band.price_order))


def _drop(pieces: Sequence[Piece], times: list[int], bands: list[Band], left: int) -> None:
    """Take `left` away from the end of the first band; from others only when it has no more."""
    for band in bands:
        for at in reversed(range(len(pieces))):
            if not left:
                return
            if pieces[at].band == band:
                gone = min(times[at], left)
                times[at] -= gone
                left -= gone
