"""What became of one promise, in few enough numbers that a million of them can be compared."""

from enum import StrEnum
from typing import NamedTuple

from puntuale.core.agreements.clocks.candidates import ByDate
from puntuale.core.agreements.clocks.pauses import running
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.terms.terms import Slot
from puntuale.core.working_time.instants import microseconds


class Fate(StrEnum):
    """What of a state counts when two agreements are compared."""

    KEPT = "kept"
    LATE = "late"
    OPEN = "open"
    CANCELLED = "cancelled"


FATES: dict[State, Fate] = {
    State.MET: Fate.KEPT,
    State.MET_LATE: Fate.LATE,
    State.BREACHED: Fate.LATE,
    State.RUNNING: Fate.OPEN,
    State.HELD: Fate.OPEN,
    State.PAUSED: Fate.OPEN,
    State.CANCELLED: Fate.CANCELLED,
}


class Outcome(NamedTuple):
    """Instants in microseconds since the epoch, times in microseconds.

    The times are told of promises whose deed was done, from the beginning to the deed: what was
    `worked` of the budget's hours, `paused` until somebody else acted, and the rest, in which the
    desk was closed or the severity held.
    """

    state: State
    due_at: int | None
    met_at: int | None = None
    worked: int = 0
    paused: int = 0
    idle: int = 0

    @property
    def fate(self) -> Fate:
        return FATES[self.state]


Outcomes = dict[Slot, Outcome]


def outcomes_of(readings: tuple[Reading, ...]) -> Outcomes:
    """What the promises of one request came to, by what each of them is on."""
    return {(each.metric, each.binding): outcome_of(each) for each in readings}


def outcome_of(reading: Reading) -> Outcome:
    """What a promise came to, as it stood when it was read."""
    due = None if reading.due_at is None else microseconds(reading.due_at)
    if reading.state not in (State.MET, State.MET_LATE):
        return Outcome(reading.state, due)
    by, met_at = reading.basis.due.by, reading.basis.judged_at
    pieces = list(running(by.since, met_at, reading.basis.pauses))
    ran = sum(end - start for start, end in pieces)
    worked = 0
    if not isinstance(by, ByDate):
        worked = sum(by.hours.between(start, end) for start, end in pieces)
    idle = 0 if isinstance(by, ByDate) else ran - worked
    return Outcome(reading.state, due, met_at, worked, max(met_at - by.since, 0) - ran, idle)
