"""What a history says to the clocks of a request: one pass over it, oldest first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from puntuale.core.agreements.clocks.pauses import Pause
from puntuale.core.agreements.history import (
    Cancelled,
    Cause,
    Classified,
    Event,
    Met,
    PassedOn,
    Paused,
    Promised,
    Reopened,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification
from puntuale.core.working_time.instants import microseconds

RESOLVED, CANCELLED = "resolved", "cancelled"


class Change(NamedTuple):
    """A change of what the request is about, and which metrics had been met by then."""

    at: int
    classification: Classification
    is_correction: bool
    met: dict[Metric, int]


@dataclass(slots=True)
class Course:
    """Everything up to `now` that moves a clock, in microseconds since the epoch.

    `pauses` hold for every metric; `between` are the times from resolving to reopening, which
    are pauses of the resolution only. `paused_because` is set while a pause goes on.
    """

    now: int
    classification: Classification
    pause_while: frozenset[str]
    pauses: list[Pause] = field(default_factory=list)
    between: list[Pause] = field(default_factory=list)
    met: dict[Metric, int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    promised: dict[Metric, list[tuple[int, int | None]]] = field(default_factory=dict)
    paused_at: int = 0
    paused_because: str | None = None
    cancelled_at: int | None = None
    was_cancelled: bool = False

    def pauses_of(self, metric: Metric) -> list[Pause]:
        """The pauses of a promise of `metric`, in order of their start."""
        if self.between and metric is Metric.RESOLUTION:
            return sorted(self.pauses + self.between)
        return self.pauses

    def promised_until(self, metric: Metric, *, may_be_late: bool) -> int | None:
        """The last date given before the promise was kept; one that has passed stays."""
        until: int | None = None
        for told_at, date in self.promised.get(metric, ()):
            is_kept = metric in self.met and told_at > self.met[metric]
            if is_kept or (may_be_late and until is not None and told_at > until):
                break
            until = date
        return until


def course_of(
    history: Iterable[Event],
    classification: Classification,
    pause_while: frozenset[str],
    submitted_at: int,
    now: int,
) -> Course:
    """Read the events up to `now`. One that is dated before its predecessor counts as then."""
    course = Course(now, classification, pause_while)
    last = submitted_at
    for event in history:
        at = microseconds(event.at)
        last = max(at, last)
        if last > now:
            break
        READ[type(event)](course, last, event)
    if course.paused_because is not None:
        _end_pause(course, now)
    if course.was_cancelled:
        course.pauses.sort()
    return course


def _paused(course: Course, at: int, event: Paused) -> None:
    if event.because in course.pause_while:
        if course.paused_because is not None:
            _end_pause(course, at)
        course.paused_at, course.paused_because = at, event.because


def _resumed(course: Course, at: int, event: Resumed) -> None:  # noqa: ARG001
    if course.paused_because is not None:
        _end_pause(course, at)
        course.paused_because = None


def _end_pause(course: Course, at: int) -> None:
    if at > course.paused_at:
        course.pauses.append(Pause(course.paused_at, at, course.paused_because or ""))


def _met(course: Course, at: int, event: Met) -> None:
    course.met.setdefault(event.metric, at)


def _severity_changed(course: Course, at: int, event: SeverityChanged) -> None:
    was = course.classification
    course.classification = Classification(was.type, event.to, was.level)
    _changed(course, at, is_correction=event.cause is Cause.CORRECTION)


def _classified(course: Course, at: int, event: Classified) -> None:
    was, new = course.classification, event.classification
    course.classification = Classification(
        new.type or was.type, new.severity or was.severity, new.level or was.level
    )
    _changed(course, at, is_correction=True)


def _passed_on(course: Course, at: int, event: PassedOn) -> None:
    was = course.classification
    course.classification = Classification(was.type, was.severity, event.to)
    _changed(course, at, is_correction=False)


def _changed(course: Course, at: int, *, is_correction: bool) -> None:
    course.changes.append(Change(at, course.classification, is_correction, dict(course.met)))


def _promised(course: Course, at: int, event: Promised) -> None:
    until = None if event.until is None else microseconds(event.until)
    course.promised.setdefault(event.metric, []).append((at, until))


def _cancelled(course: Course, at: int, event: Cancelled) -> None:  # noqa: ARG001
    if course.cancelled_at is None:
        course.cancelled_at = at


def _reopened(course: Course, at: int, event: Reopened) -> None:  # noqa: ARG001
    if course.cancelled_at is not None:
        course.pauses.append(Pause(course.cancelled_at, at, CANCELLED))
        course.cancelled_at, course.was_cancelled = None, True
    resolved_at = course.met.pop(Metric.RESOLUTION, None)
    if resolved_at is not None:
        course.between.append(Pause(resolved_at, at, RESOLVED))
        if course.met.get(Metric.PATCH) == resolved_at:  # kept by nothing but the resolution
            del course.met[Metric.PATCH]


READ: dict[type[Event], Callable[[Course, int, Any], None]] = {
    Paused: _paused,
    Resumed: _resumed,
    SeverityChanged: _severity_changed,
    Classified: _classified,
    PassedOn: _passed_on,
    Met: _met,
    Promised: _promised,
    Cancelled: _cancelled,
    Reopened: _reopened,
}
