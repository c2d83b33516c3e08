"""Every promise on many requests, as `read_clocks` tells it of each: together where that is safe."""

from __future__ import annotations

import numpy as np

from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.replay.columns import STATES, Column
from puntuale.core.agreements.replay.courses import courses_of
from puntuale.core.agreements.replay.histories import Histories
from puntuale.core.agreements.replay.judging import judge
from puntuale.core.agreements.replay.outcome import Outcomes, outcomes_of
from puntuale.core.agreements.replay.promised import promises_of
from puntuale.core.agreements.terms.terms import Slot, Terms
from puntuale.core.working_time.instants import instant_at

Columns = dict[Slot, Column]


def replayed(terms: Terms, histories: Histories, now: int) -> Columns:
    """What the promises of `terms` on every request came to by `now`.

    What most requests have in common is worked out over whole arrays: corrections, pauses, deeds
    and cancellations. Whose history has anything else (an evolution, a reopening, a promised
    date, a clock that was set back) is read by itself.
    """
    columns = {slot: Column.empty(len(histories)) for slot in terms.slots}
    if not len(histories):
        return columns
    courses = courses_of(histories, terms.pause_while, now)
    promises = promises_of(terms, histories, courses)
    alone = courses.is_odd.copy()
    for slot, column in columns.items():
        place = np.where(courses.is_odd, -1, promises.place[slot])
        for number, counted in enumerate(promises.found[slot]):
            rows = np.flatnonzero(place == number)
            if counted is None:
                column.state[rows] = STATES.index(State.CANCELLED)
            elif len(rows):
                alone[judge(column, counted, rows, histories, courses, now)] = True
    for row in np.flatnonzero(alone).tolist():
        _put(columns, row, read_alone(terms, histories, row, now))
    return columns


def read_alone(terms: Terms, histories: Histories, row: int, now: int) -> Outcomes:
    """What the promises on one request came to, read as everywhere else."""
    readings = read_clocks(terms, histories.request(row), histories.history(row), instant_at(now))
    return outcomes_of(readings)


def _put(columns: Columns, row: int, outcomes: Outcomes) -> None:
    for slot, column in columns.items():
        if slot in outcomes:
            column.put(row, outcomes[slot])
        else:
            column.forget(row)
