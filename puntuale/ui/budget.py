"""How the parts of a promise lie on its bar."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from puntuale.ui.parts import Part

GAP = 1.0  # per cent of the bar between two parts
LEAST = 2.5  # per cent: a part that happened is always seen
PATTERNS = {"paused": "hatch-paused", "held": "hatch-held"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a bar: where it starts and how long it is, in per cent of the whole."""

    kind: str
    x: float
    width: float

    @property
    def pattern(self) -> str:
        """The id of the hatching that fills it, or empty."""
        return PATTERNS.get(self.kind, "")


def bars(parts: Sequence[Part]) -> list[Bar]:
    """The bars of `parts`, in their order, filling 0 to 100 with small gaps between."""
    widths = list(_widths([part for part in parts if part.minutes > 0]))
    bars, x = [], 0.0
    for kind, width in widths:
        bars.append(Bar(kind, round(x, 2), round(width, 2)))
        x += width + GAP
    return bars


def _widths(parts: Sequence[Part]) -> Iterator[tuple[str, float]]:
    room = 100 - GAP * (len(parts) - 1)
    lifted = _share(parts, room)
    small = sum(LEAST for share in lifted if share < LEAST)
    scale = (room - small) / (sum(share for share in lifted if share >= LEAST) or 1)
    for part, share in zip(parts, lifted, strict=True):
        yield part.kind, LEAST if share < LEAST else share * scale


def _share(parts: Iterable[Part], room: float) -> list[float]:
    minutes = [part.minutes for part in parts]
    return [room * each / sum(minutes) for each in minutes]
