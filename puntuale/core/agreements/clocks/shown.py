"""What a clock shows: a standing promise at one instant."""

from datetime import datetime

from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.course import Course
from puntuale.core.agreements.clocks.pauses import cut_at
from puntuale.core.agreements.clocks.reading import Basis, Reading, State, instant
from puntuale.core.agreements.clocks.standing import Due, Standing
from puntuale.core.agreements.clocks.standing_of import Dropped
from puntuale.core.agreements.terms.target import Target


def shown(case: Case, promise: Standing | Dropped, now: datetime) -> Reading:
    """The reading of a promise at `now`, up to which the history was read."""
    if isinstance(promise, Dropped):
        due = Due(None, promise.was.last)
        return _reading(now, Basis(case, promise.was, due, promise.at), State.CANCELLED)
    target, course = promise.last.target, case.course
    met, judged_at = course.met.get(target.metric), _judged_at(course, target)
    due = promise.due(cut_at(course.pauses_of(target.metric), judged_at))
    basis = Basis(case, promise, due, judged_at)
    late = due.at is not None and judged_at > due.at and not target.is_indication
    if met is not None:
        return _reading(now, basis, State.MET_LATE if late else State.MET)
    if late:
        return _reading(now, basis, State.BREACHED)
    if course.cancelled_at is not None:
        nothing = Basis(case, promise, Due(None, due.by), judged_at)
        return _reading(now, nothing, State.CANCELLED)
    if course.paused_because is not None:
        return _reading(now, basis, State.PAUSED)
    return _going_on(now, basis)


def _judged_at(course: Course, target: Target) -> int:
    """The instant that decides: of the deed, of the cancellation, or now."""
    met = course.met.get(target.metric)
    if met is not None:
        return met
    return course.now if course.cancelled_at is None else course.cancelled_at


def _going_on(now: datetime, basis: Basis) -> Reading:
    at, due, hours = basis.judged_at, basis.due.at, basis.due.by.hours
    held_until = hours.held_until(at)
    if held_until != at and (due is None or at < due):
        return _reading(now, basis, State.HELD, held_until, held_until)
    change = None if due is None or basis.due.by.target.is_indication else due + 1
    hold = hours.next_hold(at)
    if hold is not None and (due is None or hold < due):
        change = hold
    return _reading(now, basis, State.RUNNING, None, change)


def _reading(
    now: datetime,
    basis: Basis,
    state: State,
    held_until: int | None = None,
    next_change: int | None = None,
) -> Reading:
    return Reading(
        target=basis.standing.last.target,
        state=state,
        read_at=now,
        due_at=instant(basis.due.at),
        held_until=instant(held_until),
        next_change_at=instant(next_change),
        basis=basis,
    )
