"""Ways to be due: each counts one target from one instant on, in its own hours.

A promise begins with one candidate; every change of severity that is an evolution adds one.
All of them go on counting, and `standing.py` says which of them is the promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from puntuale.core.agreements.clocks.covered import Covered, UntilOffice
from puntuale.core.agreements.clocks.pauses import Pause, running
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.hours import ELAPSED, Hours, WorkingHours
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.timetable import Known


class Candidate(Protocol):
    """One target, counted from `since` in `hours`."""

    @property
    def target(self) -> Target: ...
    @property
    def since(self) -> int: ...
    @property
    def hours(self) -> Hours: ...
    @property
    def severity(self) -> str | None: ...

    def due(self, pauses: Sequence[Pause]) -> int | None:
        """When it is due, the pauses being over; None is never, or not yet known."""


@dataclass(frozen=True, slots=True)
class ByBudget:
    """Due when the budget is used up: at a closing, if it is used up there."""

    target: Target
    since: int
    hours: Hours
    severity: str | None
    budget: int

    def due(self, pauses: Sequence[Pause]) -> int | None:
        at, left = self.since, self.budget
        for start, end, _ in pauses:
            if end > at:
                used = self.hours.between(at, start) if start > at else 0
                if used >= left:
                    break
                at, left = end, left - used
        return self.hours.add(at, left)


@dataclass(frozen=True, slots=True)
class ByDays:
    """Due at the end of a working day; the day of notification never counts."""

    target: Target
    since: int
    hours: WorkingHours
    severity: str | None
    days: int

    def due(self, pauses: Sequence[Pause]) -> int | None:
        closing = due = self.hours.end_of_day(self.since, self.days)
        at, waited = self.since, 0
        for pause in pauses:
            if due is None or closing is None or due <= pause.start:
                break
            if pause.end <= at:
                continue
            waited += self.hours.between(max(at, pause.start), pause.end)
            at = pause.end
            due = self._later(closing, waited)
        return due

    def _later(self, closing: int, waited: int) -> int | None:
        """The pauses' working time is added to the closing, then the day runs to its end."""
        if not waited:
            return closing
        reached = self.hours.add(closing, waited)
        return None if reached is None else self.hours.end_of_day(reached - 1, 0)


@dataclass(frozen=True, slots=True)
class ByDate:
    """Due at an instant that the estimate or the vendor gave; pauses do not move it."""

    target: Target
    since: int
    hours: Hours
    severity: str | None
    until: int | None

    def due(self, pauses: Sequence[Pause]) -> int | None:
        return self.until


def candidate(
    target: Target, since: int, severity: str | None, known: Known, until: int | None = None
) -> Candidate:
    """`target` counted from `since`; `until` is the date promised for one that waits for it."""
    within = target.within
    if within.budget is None:
        return ByDate(target, since, ELAPSED, severity, until)
    if within.is_elapsed:
        return ByBudget(target, since, ELAPSED, severity, within.budget)
    hours = working_hours(target.calendar, since, severity, known)
    if within.days is not None:
        return ByDays(target, since, hours, severity, within.days)
    return ByBudget(target, since, hours, severity, within.budget)


def working_hours(
    calendar: str | None, since: int, severity: str | None, known: Known
) -> WorkingHours:
    """The hours that a target's `calendar` names, for a clock that begins at `since`."""
    if calendar != COVERAGE:
        return known.hours(calendar or "")
    coverage = known.coverage(severity)
    if coverage.office is None:
        return Covered(coverage)
    return UntilOffice(coverage, coverage.office, since)


def spent(found: Candidate, until: int, pauses: Sequence[Pause]) -> int:
    """How much has counted from the beginning to `until`."""
    pieces = running(found.since, until, pauses)
    return sum(found.hours.between(start, end) for start, end in pieces)
