"""Levels: what follows at a share of a promise's budget, and after it was broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.money import Percent
from puntuale.core.agreements.document.parts.escalation import NEAR, EscalationRow
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.terms.target import MINUTE, Facts, Pattern
from puntuale.core.agreements.terms.words import pattern_of, word

WHOLE = Fraction(1)
ANYTHING = Pattern()


class Told(StrEnum):
    """Whom a level tells."""

    ASSIGNEE = "assignee"
    TEAM = "team"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a level is reached: at a `share` of the budget (None: when little is left), or so
    many microseconds after the breach, elapsed or of the hours of the clock.

    `text` is what the document says, and what the level is known by.
    """

    text: str
    share: Fraction | None = None
    after: int | None = None
    is_elapsed: bool = False

    @property
    def is_after_due(self) -> bool:
        """Whether it can be reached only once the promise is broken."""
        return self.after is not None or (self.share is not None and self.share >= WHOLE)


@dataclass(frozen=True, slots=True)
class Level:
    """What follows at `moment`; `row` (from 1) says where it stands, None: nowhere, by default."""

    moment: Moment
    notify: tuple[Told, ...]
    reassign: str | None = None
    raises: bool = False
    metrics: frozenset[Metric] | None = None
    pattern: Pattern = ANYTHING
    row: int | None = None

    def counts_for(self, metric: Metric, facts: Facts) -> bool:
        return (self.metrics is None or metric in self.metrics) and self.pattern.matches(facts)


# What a document that says nothing of escalation comes to.
BY_DEFAULT = (
    Level(Moment(NEAR), (Told.ASSIGNEE,)),
    Level(Moment("100 %", share=WHOLE), (Told.ASSIGNEE,)),
)


def levels_of_document(document: Document) -> tuple[Level, ...]:
    """The levels in the order in which they are tried."""
    return BY_DEFAULT if document.escalation is None else tuple(_levels(document.escalation))


def _levels(rows: tuple[EscalationRow, ...]) -> Iterator[Level]:
    for number, row in enumerate(rows, 1):
        yield Level(
            moment=_moment(row),
            notify=tuple(Told(role) for role in row.notify),
            reassign=word(row.reassign),
            raises=row.raises,
            metrics=None if row.metrics is None else frozenset(map(Metric, row.metrics)),
            pattern=pattern_of(row.match),
            row=number,
        )


def _moment(row: EscalationRow) -> Moment:
    if row.after is not None:
        return Moment(row.moment, None, row.after.minutes * MINUTE, row.after.unit != "wh")
    share = Fraction(row.at.number) / 100 if isinstance(row.at, Percent) else None
    return Moment(row.moment, share)
