"""How much of a promise is left between two readings of its history, for lists of many."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from puntuale.core.agreements.clocks.candidates import candidate
from puntuale.core.agreements.clocks.provisional import taken_for
from puntuale.core.agreements.clocks.strictness import Rated
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.hours import Hours
from puntuale.core.agreements.terms.terms import Slot, Terms
from puntuale.core.working_time.instants import MICROSECOND, instant_at, microseconds


@dataclass(frozen=True, slots=True)
class Passing:
    """A promise that nothing pauses, at one instant.

    `left` is in the time that the promise is counted in. `opens_at` is when time counts again;
    None: it counts now, or it never will.
    """

    left: timedelta
    opens_at: datetime | None = None


def passing(
    terms: Terms, request: Request, slot: Slot, *, due_at: datetime, now: datetime
) -> Passing | None:
    """What is left at `now` of a promise due at `due_at`, and whether time counts at `now`.

    Args:
        request: with the classification that it has now.
        slot:    which promise; None is answered where the terms do not make it.
    """
    hours = _hours(terms, request, slot)
    if hours is None:
        return None
    at = microseconds(now)
    left = MICROSECOND * max(hours.between(at, microseconds(due_at)), 0)
    opens = hours.next_open(at)
    return Passing(left, None if opens in (None, at) else instant_at(opens))


def target_of(terms: Terms, request: Request, slot: Slot) -> Rated | None:
    """What is promised of `request` as it is classified now, and under which severity."""
    taken = taken_for(terms, request)
    target = terms.targets_for(facts_of(terms, request, taken)).get(slot)
    return None if target is None else (target, taken.severity)


def _hours(terms: Terms, request: Request, slot: Slot) -> Hours | None:
    rated = target_of(terms, request, slot)
    if rated is None:
        return None
    since = microseconds(request.submitted_at)
    known = terms.timetable.known_to(request.submitted_at)
    return candidate(rated[0], since, rated[1], known).hours
