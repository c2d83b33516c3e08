"""Which of two targets is the stricter promise."""

from puntuale.core.agreements.clocks.candidates import candidate
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.timetable import Known

NEVER = 1 << 62
Rated = tuple[Target, str | None]  # a target, and the severity under which it is counted


def is_stricter(new: Rated, old: Rated, since: int, known: Known) -> bool:
    """Whether `new` is stricter: fewer minutes; between elapsed and working time, or when the
    minutes are equal, the one that is due first from `since` on.
    """
    mine, yours = new[0].within, old[0].within
    alike = mine.is_elapsed is yours.is_elapsed and mine.budget != yours.budget
    if alike and mine.budget is not None and yours.budget is not None:
        return mine.budget < yours.budget
    return _due(new, since, known) < _due(old, since, known)


def _due(rated: Rated, since: int, known: Known) -> int:
    due = candidate(rated[0], since, rated[1], known).due(())
    return NEVER if due is None else due
