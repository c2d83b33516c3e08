"""Which levels of escalation a promise has, and when each is reached."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from puntuale.core.agreements.clocks.candidates import ByBudget, ByDate, working_hours
from puntuale.core.agreements.clocks.nearness import little_of
from puntuale.core.agreements.clocks.pauses import Pause
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.terms.escalation import Level, Moment
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.working_time.instants import MICROSECOND, instant_at


class Reached(NamedTuple):
    """A level and the instant at which it is reached, which may lie ahead.

    `key` is the same whoever asks and whenever: the promise, the beginning and the row of its
    count, the date that was given for it, and the moment of the level.
    """

    at: datetime
    level: Level
    key: str


def levels_of(reading: Reading) -> tuple[Reached, ...]:
    """The levels of a promise that binds and is not over, in the order in which they are reached.

    For each moment the first level that matches the request counts. A level is reached when time
    counts again after its share was used up: never while the calendar is closed, the severity is
    held, or somebody else must act. What lies behind a pause that goes on is not known yet.
    """
    count = _counted(reading)
    if count is None:
        return ()
    known = (Reached(instant_at(at), level, _key(reading, level)) for level, at in _all(count))
    is_paused = reading.basis.case.course.paused_because is not None
    if is_paused and not isinstance(reading.basis.due.by, ByDate):
        known = (each for each in known if each.at < reading.read_at)
    return tuple(sorted(known, key=lambda each: each.at))


class _Count(NamedTuple):
    """A promise as a budget that is used up by the minute, whatever it was to begin with."""

    by: ByBudget
    due: int
    pauses: list[Pause]
    levels: list[Level]

    def used_up(self, since: int, amount: int) -> int | None:
        """The beginning of the first microsecond that counts after `amount` of them did."""
        by = ByBudget(self.by.target, since, self.by.hours, self.by.severity, amount + 1)
        at = by.due(self.pauses)
        return None if at is None else at - 1


def _counted(reading: Reading) -> _Count | None:
    case, (due, by) = reading.basis.case, reading.basis.due
    if due is None or reading.state.is_over or not reading.binding:
        return None
    facts = facts_of(case.terms, case.request, case.course.classification)
    first: dict[str, Level] = {}
    for level in case.terms.escalation:
        if level.counts_for(reading.metric, facts):
            first.setdefault(level.moment.text, level)
    levels = list(first.values())
    if isinstance(by, ByDate):
        return _Count(_of_date(reading, by, due), due, [], levels)
    budget = (reading.budget or timedelta()) // MICROSECOND
    counted = ByBudget(by.target, by.since, by.hours, by.severity, budget)
    return _Count(counted, due, reading.basis.pauses, levels)


def _of_date(reading: Reading, by: ByDate, due: int) -> ByBudget:
    """The time from the giving of a date to the date, on the calendar of its row; no pause moves it."""
    case, hours = reading.basis.case, by.hours
    given = [told_at for told_at, until in case.course.promised[reading.metric] if until == due]
    if by.target.calendar is not None:
        hours = working_hours(by.target.calendar, given[-1], by.severity, case.known)
    budget = max(hours.between(given[-1], due), 0)
    return ByBudget(by.target, given[-1], hours, by.severity, budget)


def _all(count: _Count) -> Iterator[tuple[Level, int]]:
    for level in count.levels:
        at = _reached(count, level.moment)
        if at is not None:
            yield level, max(at, count.due + 1) if level.moment.is_after_due else at


def _reached(count: _Count, moment: Moment) -> int | None:
    if moment.after is None:
        return count.used_up(count.by.since, _share(count.by.budget, moment))
    if moment.is_elapsed:
        return count.used_up(count.due + moment.after, 0)
    return count.used_up(count.due, moment.after)


def _share(budget: int, moment: Moment) -> int:
    if moment.share is None:
        return budget - little_of(MICROSECOND * budget) // MICROSECOND
    return int(budget * moment.share)


def _key(reading: Reading, level: Level) -> str:
    by, target = reading.basis.due.by, reading.basis.due.by.target
    parts = [target.metric.value, f"{target.table}/{target.row}", instant_at(by.since).isoformat()]
    if isinstance(by, ByDate):
        parts.append((reading.due_at or reading.read_at).isoformat())
    return " ".join([*parts, level.moment.text])
