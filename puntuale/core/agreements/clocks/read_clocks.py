"""Where every promise on a request stands: read from its history, never advanced."""

from collections.abc import Iterable
from datetime import datetime

from puntuale.core.agreements.clocks.case import Case
from puntuale.core.agreements.clocks.course import course_of
from puntuale.core.agreements.clocks.provisional import taken_for
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.shown import shown
from puntuale.core.agreements.clocks.standing_of import standing_of
from puntuale.core.agreements.history import Event
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.instants import microseconds


def read_clocks(
    terms: Terms, request: Request, history: Iterable[Event], now: datetime
) -> tuple[Reading, ...]:
    """Every promise that `terms` make on `request`, as it stands at `now`.

    Args:
        terms:   of the agreement version in force when the request came.
        request: as it came; what it lacks is taken for what the agreement says until then.
        history: oldest first; events after `now` are left aside.
        now:     aware instant, not before the request.

    Returns:
        One reading for each (metric, binding) that counts, or counted before a change of the
        request took it away, in the document's order.

    Raises:
        NaiveTime: `now` has no time zone.
    """
    taken = taken_for(terms, request)
    submitted = microseconds(request.submitted_at)
    course = course_of(history, taken, terms.pause_while, submitted, microseconds(now))
    known = terms.timetable.known_to(request.submitted_at)
    targets = terms.targets_for(facts_of(terms, request, taken))
    case = Case(terms, request, taken, submitted, known, course, targets)
    promises = [standing_of(case, slot) for slot in case.slots]
    return tuple(shown(case, promise, now) for promise in promises if promise is not None)
