"""Work walked in order through everything that pays for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from puntuale.core.charges.bands import Band
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.sources import By, Source, Time, Use


@dataclass(slots=True)
class Walked:
    """What each source paid for, and what of each band is left for the end of the row."""

    uses: dict[Use, Time] = field(default_factory=dict)
    rest: dict[Band, Time] = field(default_factory=dict)

    def drawn(self, by: By) -> dict[str | None, Time]:
        """What was taken from each lot, weighted, in microseconds."""
        lots: dict[str | None, Time] = {}
        for use, time in self.uses.items():
            if use.by is by:
                lots[use.lot] = lots.get(use.lot, 0) + time * use.weight
        return lots


def walk(pieces: Iterable[Piece], sources: Sequence[Source]) -> Walked:
    """Let every piece be paid by the first source that can, part by part."""
    walked = Walked()
    for piece in pieces:
        left: Time = piece.time
        for source in sources:
            for use, time in source.pay(piece, left):
                walked.uses[use] = walked.uses.get(use, 0) + time
                left -= time
            if not left:
                break
        if left:
            walked.rest[piece.band] = walked.rest.get(piece.band, 0) + left
    return walked
