"""Everything that stands against an agreement: in what order it is looked for."""

from collections.abc import Callable, Iterator

from puntuale.core.agreements.checks.escalation import wrong_levels
from puntuale.core.agreements.checks.hours import (
    HolidaysOf,
    names_taken,
    unknown_holidays,
    unknown_zone,
    wrong_closures,
    wrong_hours,
)
from puntuale.core.agreements.checks.matrix import (
    holds_without_end,
    holes_in_the_matrix,
    minutes_left_out,
)
from puntuale.core.agreements.checks.money import (
    charges_without_means,
    wrong_money,
    wrong_rounding,
)
from puntuale.core.agreements.checks.names import unknown_names
from puntuale.core.agreements.checks.promises import calendars_missing, wrong_working_days
from puntuale.core.agreements.checks.tables import open_end, unreachable_rows
from puntuale.core.agreements.checks.texts import texts_missing
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.document.read import Outcome

Check = Callable[[Document], Iterator[Problem]]

# Without these a document has no meaning: nothing can be counted on it.
MEANING: tuple[Check, ...] = (
    unknown_zone,
    unknown_names,
    names_taken,
    wrong_hours,
    wrong_closures,
    holes_in_the_matrix,
    calendars_missing,
    wrong_levels,
)
# With these it has a meaning, but not one that may be signed.
SIGNING: tuple[Check, ...] = (
    minutes_left_out,
    holds_without_end,
    wrong_working_days,
    open_end,
    unreachable_rows,
    wrong_money,
    wrong_rounding,
    charges_without_means,
    texts_missing,
)


def against_meaning(outcome: Outcome, holidays: HolidaysOf) -> tuple[Problem, ...]:
    """Why no terms can be made of a document; empty when they can."""
    return _in_order(outcome, holidays, MEANING)


def against_activation(outcome: Outcome, holidays: HolidaysOf) -> tuple[Problem, ...]:
    """Everything that is wrong with a document, by line; empty when it may be activated.

    The vendor's own examples are run apart (`core/try_question`).
    """
    return _in_order(outcome, holidays, MEANING + SIGNING)


def _in_order(
    outcome: Outcome, holidays: HolidaysOf, checks: tuple[Check, ...]
) -> tuple[Problem, ...]:
    found = set(outcome.problems)
    if outcome.document is not None:
        for check in checks:
            found.update(check(outcome.document))
        found.update(unknown_holidays(outcome.document, holidays))
    return tuple(sorted(found))
