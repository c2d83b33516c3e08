"""Work cut into pieces, each of one band and under the same prepaid lots."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from puntuale.core.charges.bands import Band, Bands
from puntuale.core.charges.work import Stretch


class Piece(NamedTuple):
    """Work from `start` to `end`, which is `time` microseconds long: more where several worked."""

    start: int
    end: int
    band: Band
    time: int


def pieces(stretches: Iterable[Stretch], bands: Bands, edges: list[int]) -> Iterator[Piece]:
    """All work of `stretches`, cut at band edges and at the sorted instants `edges`.

    Only when work was done counts: entries that touch, or several at once, give the same pieces
    however they are written down.
    """
    for start, end, people in _together(stretches):
        for first, last, band in bands.cut(start, end):
            for opens, closes in _cut(first, last, edges):
                yield Piece(opens, closes, band, (closes - opens) * people)


def _together(stretches: Iterable[Stretch]) -> Iterator[tuple[int, int, int]]:
    """From when to when how many people worked."""
    changes: dict[int, int] = {}
    for start, end in stretches:
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    people, since = 0, 0
    for at in sorted(changes):
        if changes[at]:
            if people:
                yield since, at, people
            people, since = people + changes[at], at


def _cut(start: int, end: int, edges: list[int]) -> Iterator[Stretch]:
    for edge in edges[bisect_right(edges, start) :]:
        if edge >= end:
            break
        yield start, edge
        start = edge
    yield start, end
