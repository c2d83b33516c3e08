"""What a clock shows: a standing promise at one instant."""

from datetime import datetime

from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.pauses import cut_at
from puntuale.core.agreements.clocks.reading import Basis, Reading, State
from puntuale.core.agreements.clocks.standing import Due, Standing
from puntuale.core.agreements.clocks.standing_of import Dropped
from puntuale.core.working_time.instants import instant_at


def shown(case: Case, standing: Standing | Dropped, now: datetime) -> Reading:
    """The reading of a promise at the instant up to which the history was read."""
    if isinstance(standing, Dropped):
        return _reading(case, standing.was, now, Due(None, standing.was.last), State.CANCELLED)
    course, target = case.course, standing.last.target
    met, until = course.met.get(target.metric), _judged_at(case, standing)
    pauses = cut_at(course.pauses_of(target.metric), until)
    due = standing.due(pauses)
    late = due.at is not None and until > due.at and not target.is_indication
    if met is not None:
        state = State.MET_LATE if late else State.MET
    elif late:
        state = State.BREACHED
    elif course.cancelled_at is not None:
        return _reading(case, standing, now, Due(None, due.by), State.CANCELLED)
    elif course.paused_because is not None:
        state = State.PAUSED
    else:
        return _waiting(case, standing, now, due)
    return _reading(case, standing, now, due, state)


def _judged_at(case: Case, standing: Standing) -> int:
    """The instant that decides: of the deed, of the cancellation, or now."""
    course = case.course
    met = course.met.get(standing.last.target.metric)
    if met is not None:
        return met
    return course.now if course.cancelled_at is None else course.cancelled_at


def _waiting(case: Case, standing: Standing, now: datetime, due: Due) -> Reading:
    at, hours = case.course.now, due.by.hours
    held_until = hours.held_until(at)
    if held_until != at and (due.at is None or at < due.at):
        return _reading(case, standing, now, due, State.HELD, held_until, held_until)
    change = None if due.at is None or standing.last.target.is_indication else due.at + 1
    hold = hours.next_hold(at)
    if hold is not None and (due.at is None or hold < due.at):
        change = hold
    return _reading(case, standing, now, due, State.RUNNING, None, change)


def _reading(
    case: Case,
    standing: Standing,
    now: datetime,
    due: Due,
    state: State,
    held_until: int | None = None,
    next_change: int | None = None,
) -> Reading:
    target = standing.last.target
    met = case.course.met.get(target.metric)
    due_at = _instant(due.at)
    is_late = state in (State.BREACHED, State.MET_LATE)
    return Reading(
        target=target,
        state=state,
        read_at=now,
        starts_at=_instant(standing.starts_at),
        due_at=due_at,
        met_at=_instant(met),
        breached_at=due_at if is_late else None,
        held_until=_instant(held_until),
        next_change_at=_instant(next_change),
        basis=Basis(case, standing, due, _judged_at(case, standing)),
    )


def _instant(at: int | None) -> datetime | None:
    return None if at is None else instant_at(at)
