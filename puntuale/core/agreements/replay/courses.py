"""What many histories say to the clocks, found in one pass over all of their events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from puntuale.core.agreements.history import (
    Cancelled,
    Cause,
    Classified,
    Event,
    Met,
    Paused,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.replay.histories import Histories, Mask, Places
from puntuale.core.working_time.intervals import Instants
from puntuale.core.working_time.whole_microseconds import NEVER


class Layer(NamedTuple):
    """The first pause of whoever has one, the second of whoever has two, and so on."""

    row: Places
    start: Instants
    end: Instants


@dataclass(frozen=True, slots=True)
class Courses:
    """As `Course`, for many requests; `is_odd` marks those that have to be read one by one.

    `path` is the place in `paths` of how each was classified in the end: what it asked, then
    every correction, by their places in the histories.
    """

    is_odd: Mask
    met: dict[Metric, Instants]
    cancelled_at: Instants
    is_paused: Mask
    pauses: list[Layer]
    path: Places
    paths: list[tuple[int, tuple[int, ...]]]


def courses_of(histories: Histories, pause_while: frozenset[str], now: int) -> Courses:
    """Read all events at once, where every one of a request is told in the order of time."""
    is_paused, pauses = _pauses(histories, pause_while, now)
    path, paths = _paths(histories)
    return Courses(
        is_odd=_odd(histories, now),
        met={metric: _first(histories, _meets(metric)) for metric in Metric},
        cancelled_at=_first(histories, _of_kind(Cancelled)),
        is_paused=is_paused,
        pauses=pauses,
        path=path,
        paths=paths,
    )


Question = Callable[[Event], bool]


def _meets(metric: Metric) -> Question:
    return lambda event: isinstance(event, Met) and event.metric is metric


def _of_kind(*kinds: type[Event]) -> Question:
    return lambda event: isinstance(event, kinds)


def _is_correction(event: Event) -> bool:
    if isinstance(event, SeverityChanged):
        return event.cause is Cause.CORRECTION
    return isinstance(event, Classified)


def _is_odd(event: Event) -> bool:
    return not (isinstance(event, Met | Paused | Resumed | Cancelled) or _is_correction(event))


def _where(histories: Histories, question: Question) -> Mask:
    """The events of which it holds; it is asked once for each thing that can happen."""
    holds = [any(map(question, events)) for events in histories.happenings]
    return np.array(holds, dtype=bool)[histories.what]


def _odd(histories: Histories, now: int) -> Mask:
    """Who had something happen that is not read here, or that steps back in time."""
    before = np.empty_like(histories.at)
    before[1:] = histories.at[:-1]
    begins = np.ones(len(histories.of), dtype=bool)
    begins[1:] = histories.of[1:] != histories.of[:-1]
    before[begins] = histories.submitted[histories.of[begins]]
    strange = _where(histories, _is_odd) | (histories.at < before) | (histories.at > now)
    odd = histories.submitted > now
    odd[histories.of[strange]] = True
    return odd


def _first(histories: Histories, question: Question) -> Instants:
    found = np.full(len(histories), NEVER, dtype=np.int64)
    events = np.flatnonzero(_where(histories, question))[::-1]
    # Of several the last one written stays: the first, since they are written backwards.
    found[histories.of[events]] = histories.at[events]
    return found


def _pauses(
    histories: Histories, pause_while: frozenset[str], now: int
) -> tuple[Mask, list[Layer]]:
    begins = _where(
        histories, lambda each: isinstance(each, Paused) and each.because in pause_while
    )
    events = np.flatnonzero(begins | _where(histories, _of_kind(Resumed)))
    row, at = histories.of[events], histories.at[events]
    end = np.full_like(at, now)
    is_last = np.ones(len(events), dtype=bool)
    is_last[:-1] = row[1:] != row[:-1]
    end[:-1][~is_last[:-1]] = at[1:][~is_last[:-1]]
    begins = begins[events]
    is_paused = np.zeros(len(histories), dtype=bool)
    is_paused[row[begins & is_last]] = True
    real = begins & (end > at)
    row, at, end = row[real], at[real], end[real]
    return is_paused, [Layer(row[one], at[one], end[one]) for one in _layers(row)]


def _paths(histories: Histories) -> tuple[Places, list[tuple[int, tuple[int, ...]]]]:
    path = histories.asked.astype(np.int64)
    paths: list[tuple[int, tuple[int, ...]]] = [(one, ()) for one in range(len(histories.kinds))]
    events = np.flatnonzero(_where(histories, _is_correction))
    row, what, width = histories.of[events], histories.what[events], len(histories.happenings)
    for one in _layers(row):
        steps, place = np.unique(path[row[one]] * width + what[one], return_inverse=True)
        path[row[one]] = len(paths) + place
        for step in steps.tolist():
            asked, corrections = paths[step // width]
            paths.append((asked, (*corrections, step % width)))
    return path, paths


def _layers(row: Places) -> Iterator[Places]:
    """The places of everybody's first event, then of everybody's second; rows ascend."""
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    for number in range(int(rank.max(initial=-1)) + 1):
        yield np.flatnonzero(rank == number)
