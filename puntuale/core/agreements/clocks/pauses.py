"""The times in which somebody else had to act."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Pause(NamedTuple):
    """Microseconds since the epoch; one that goes on ends at the instant that is asked about."""

    start: int
    end: int
    because: str


def cut_at(pauses: Iterable[Pause], at: int) -> list[Pause]:
    """What of the pauses lies before `at`; one that goes on is as if it ended there."""
    return [
        pause if pause.end <= at else Pause(pause.start, at, pause.because)
        for pause in pauses
        if pause.start < at
    ]


def running(start: int, end: int, pauses: Iterable[Pause]) -> Iterator[tuple[int, int]]:
    """The pieces from `start` to `end` without the pauses, which stand in order of start."""
    at = start
    for pause in pauses:
        if pause.start >= end:
            break
        if pause.start > at:
            yield at, pause.start
        at = max(at, pause.end)
    if at < end:
        yield at, end
