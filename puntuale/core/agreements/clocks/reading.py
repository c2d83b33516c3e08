"""What a clock shows at one instant."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from puntuale.core.agreements.clocks.candidates import ByBudget, ByDate, spent
from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.pauses import Pause, cut_at
from puntuale.core.agreements.clocks.standing import Due, Standing
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.terms.target import Target
from puntuale.core.working_time.instants import MICROSECOND, instant_at


class State(StrEnum):
    """How a promise stands."""

    HELD = "held"  # its severity is not handled at this hour
    RUNNING = "running"  # also in ordinary closing time, when nothing is used up
    PAUSED = "paused"  # somebody else must act
    MET = "met"
    BREACHED = "breached"
    MET_LATE = "met_late"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether only an event can change it, and nothing is left to do for it."""
        return self in (State.MET, State.MET_LATE, State.CANCELLED)


class Basis(NamedTuple):
    """All that a reading was read from, so that it can be explained when somebody asks.

    `judged_at` is the instant that decides: of the deed, of the cancellation, or the reading's.
    """

    case: Case
    standing: Standing
    due: Due
    judged_at: int

    @property
    def pauses(self) -> list[Pause]:
        course = self.case.course
        return cut_at(course.pauses_of(self.due.by.target.metric), self.judged_at)


@dataclass(frozen=True, slots=True)
class Reading:
    """One promise on one request as it stands at `read_at`; instants are UTC.

    What it was read from is kept in `basis`, and the rest is worked out when it is asked for:
    most readings are looked at for their state and their due instant only.
    """

    target: Target
    state: State
    read_at: datetime
    due_at: datetime | None
    """None while no instant is known, where there is none, and once it is cancelled."""
    held_until: datetime | None
    next_change_at: datetime | None
    """The first instant at which it would read differently by itself."""
    basis: Basis = field(repr=False, compare=False)

    @property
    def starts_at(self) -> datetime | None:
        """The first instant at which its budget could run; None: there is none."""
        return instant(self.basis.standing.starts_at)

    @property
    def met_at(self) -> datetime | None:
        """When it was kept."""
        return instant(self.basis.case.course.met.get(self.target.metric))

    @property
    def breached_at(self) -> datetime | None:
        """Equals `due_at` once that has passed without the deed."""
        return self.due_at if self.state in (State.BREACHED, State.MET_LATE) else None

    @property
    def metric(self) -> Metric:
        return self.target.metric

    @property
    def binding(self) -> bool:
        """Whether it is a promise; otherwise it is an aim or an indication."""
        return self.target.binding

    @property
    def share(self) -> str | None:
        """Of how many requests it is said: `most`, or None for every one."""
        return self.target.share

    @property
    def severity(self) -> str | None:
        """The severity under which it is counted."""
        return self.basis.due.by.severity

    @property
    def handled_in(self) -> tuple[str, ...]:
        """The windows in which that severity is handled; () where no matrix says so."""
        return self.basis.case.terms.timetable.handled_in(self.severity)

    @property
    def budget(self) -> timedelta | None:
        """The time it takes; None where a date is promised, or no end is known.

        With ends of days it is the working time from the beginning to the end that came out.
        """
        due, by = self.basis.due
        if isinstance(by, ByBudget):
            return MICROSECOND * by.budget
        if isinstance(by, ByDate) or due is None:
            return None
        return MICROSECOND * spent(by, due, self.basis.pauses)

    @property
    def spent(self) -> timedelta:
        """How much of the budget has been used up."""
        due, by = self.basis.due
        if isinstance(by, ByDate):
            return timedelta()
        until = self.basis.judged_at if due is None else min(self.basis.judged_at, due)
        return MICROSECOND * spent(by, until, self.basis.pauses)

    @property
    def left(self) -> timedelta | None:
        """How much of the budget is left."""
        budget = self.budget
        return None if budget is None else budget - self.spent


def instant(at: int | None) -> datetime | None:
    """The instant so many microseconds after the epoch, where there is one."""
    return None if at is None else instant_at(at)
