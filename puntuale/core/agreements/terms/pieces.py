"""Pieces of a day, in minutes since midnight: joined, shared, taken away."""

from collections.abc import Iterable

from puntuale.core.agreements.terms.closure import Minutes
from puntuale.core.working_time.calendar import Hours

MIDNIGHT = 24 * 60
WHOLE_DAY: Hours = ((0, MIDNIGHT),)


def joined(pieces: Iterable[Minutes]) -> Hours:
    """The pieces in order, those that touch made one."""
    whole: list[Minutes] = []
    for start, end in sorted(pieces):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def both(some: Iterable[Minutes], others: Iterable[Minutes]) -> list[Minutes]:
    """What lies in both."""
    others = list(others)
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(start, end) for start, end in pairs if start < end]


def without(some: Iterable[Minutes], others: Iterable[Minutes]) -> list[Minutes]:
    """What lies in the first only."""
    left = list(some)
    for start, end in others:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return left
