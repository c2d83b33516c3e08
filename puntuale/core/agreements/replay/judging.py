"""Whether many promises that count in the same hours were kept, and what the deed took."""

from __future__ import annotations

import numpy as np

from puntuale.core.agreements.clocks.candidates import candidate
from puntuale.core.agreements.clocks.pauses import Pause
from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.replay.columns import STATES, Column
from puntuale.core.agreements.replay.courses import Courses, Layer
from puntuale.core.agreements.replay.histories import Histories, Places
from puntuale.core.agreements.replay.many_hours import (
    ManyElapsed,
    ManyHours,
    ManyOfCalendar,
    ManyUntilOffice,
)
from puntuale.core.agreements.replay.promised import Counted
from puntuale.core.working_time.intervals import Instants
from puntuale.core.working_time.whole_microseconds import NEVER

PLACE = {state: place for place, state in enumerate(STATES)}


def judge(
    column: Column, counted: Counted, rows: Places, histories: Histories, courses: Courses, now: int
) -> Places:
    """Write into `column` what became of `counted` for `rows`; which of them nobody can tell."""
    target = counted.target
    since, met = histories.submitted[rows], courses.met[target.metric][rows]
    cancelled = courses.cancelled_at[rows]
    is_met, is_cancelled = met != NEVER, cancelled != NEVER
    judged_at = np.where(is_met, met, np.where(is_cancelled, cancelled, now))
    layers = _cut(courses.pauses, rows, judged_at)
    hours = _hours(counted, since)
    due = _due(counted, hours, since, layers)
    if due is None:
        return rows
    late = (due != NEVER) & (judged_at > due) & (not target.is_indication)
    state = np.full(len(rows), PLACE[State.RUNNING], dtype=np.int8)
    state[_held(hours, due, now)] = PLACE[State.HELD]
    # Each of these tells more than those before it.
    state[courses.is_paused[rows]] = PLACE[State.PAUSED]
    state[is_cancelled] = PLACE[State.CANCELLED]
    state[late] = PLACE[State.BREACHED]
    state[is_met] = PLACE[State.MET]
    state[is_met & late] = PLACE[State.MET_LATE]
    column.state[rows] = state
    column.due_at[rows] = np.where(state == PLACE[State.CANCELLED], NEVER, due)
    column.met_at[rows] = met
    done = np.flatnonzero(is_met)
    _tell_times(column, counted, hours, rows, done, since, judged_at, layers)
    if isinstance(hours, ManyUntilOffice):
        return np.asarray(rows[due == NEVER])
    return rows[:0]


def _held(hours: ManyHours, due: Instants, now: int) -> Places:
    """Whose hold goes on; what is due at this very instant is no longer held."""
    ahead = np.flatnonzero((due == NEVER) | (due > now))
    return np.asarray(ahead[hours.held(ahead, now)])


def _hours(counted: Counted, since: Instants) -> ManyHours:
    target, known = counted.target, counted.known
    if target.within.budget is None or target.within.is_elapsed:
        return ManyElapsed()
    if target.calendar != COVERAGE:
        return ManyOfCalendar(known.calendar(target.calendar or ""), holds=False)
    coverage = known.coverage(counted.severity)
    if coverage.office is None:
        return ManyOfCalendar(coverage.run, holds=True)
    return ManyUntilOffice(coverage, coverage.office, since)


def _cut(layers: list[Layer], rows: Places, judged_at: Instants) -> list[Layer]:
    """The pauses of `rows`, by their places in it, up to the instant that decides."""
    found = []
    for layer in layers:
        place = np.searchsorted(rows, layer.row)
        place[place == len(rows)] = 0
        mine = (rows[place] == layer.row) & (layer.start < judged_at[place])
        if mine.any():
            place = place[mine]
            end = np.minimum(layer.end[mine], judged_at[place])
            found.append(Layer(place, layer.start[mine], end))
    return found


def _due(
    counted: Counted, hours: ManyHours, since: Instants, layers: list[Layer]
) -> Instants | None:
    within = counted.target.within
    if within.budget is None:
        return np.full(len(since), NEVER, dtype=np.int64)
    if within.days is None or within.is_elapsed:
        return _by_budget(within.budget, hours, since, layers)
    if isinstance(hours, ManyUntilOffice):
        return None
    return _by_days(counted, since, layers)


def _by_budget(budget: int, hours: ManyHours, since: Instants, layers: list[Layer]) -> Instants:
    at, left = since.copy(), np.full(len(since), budget, dtype=np.int64)
    ended = np.zeros(len(since), dtype=bool)
    for row, start, end in layers:
        used = hours.between(row, at[row], start)
        ended[row] |= used >= left[row]
        goes_on = ~ended[row]
        at[row[goes_on]] = end[goes_on]
        left[row[goes_on]] -= used[goes_on]
    return hours.add(np.arange(len(since)), at, left)


def _by_days(counted: Counted, since: Instants, layers: list[Layer]) -> Instants:
    pauses: dict[int, list[Pause]] = {}
    for row, start, end in layers:
        for one in zip(row.tolist(), start.tolist(), end.tolist(), strict=True):
            pauses.setdefault(one[0], []).append(Pause(one[1], one[2], ""))
    due = np.empty_like(since)
    for place, at in enumerate(since.tolist()):
        found = candidate(counted.target, at, counted.severity, counted.known)
        answer = found.due(pauses.get(place, ()))
        due[place] = NEVER if answer is None else answer
    return due


def _tell_times(
    column: Column,
    counted: Counted,
    hours: ManyHours,
    rows: Places,
    done: Places,
    since: Instants,
    judged_at: Instants,
    layers: list[Layer],
) -> None:
    paused, lost = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    has_budget = counted.target.within.budget is not None
    for row, start, end in layers:
        paused[row] += end - start
        if has_budget:
            lost[row] += hours.between(row, start, end)
    column.paused[rows[done]] = paused[done]
    if has_budget and len(done):
        worked = hours.between(done, since[done], judged_at[done]) - lost[done]
        column.worked[rows[done]] = worked
        passed = judged_at[done] - since[done] - paused[done]
        column.idle[rows[done]] = passed - worked
