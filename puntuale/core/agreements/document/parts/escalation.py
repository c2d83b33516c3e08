"""What follows when a promise comes near, or is broken: whom to tell, to whom it goes."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.match import Match, match
from puntuale.core.agreements.document.kinds.money import Percent, percent
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, flag, one_of, text
from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, one_or_more
from puntuale.core.agreements.metrics import Metric

NEAR = "near"
LARGEST_SHARE = 1000  # per cent: one more level will not help what is ten times too late
ROLES = ("assignee", "team", "manager")


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """One row of `escalation`: `at` a share of the budget, or so long `after` the breach."""

    place: Place
    match: Match
    metrics: tuple[Name, ...] | None
    at: Percent | Name | None
    after: Quantity | None
    notify: tuple[Name, ...]
    reassign: Name | None
    raises: bool

    @property
    def moment(self) -> str:
        """When the level is reached, as the document says it."""
        if self.after is not None:
            return f"after {self.after}"
        if isinstance(self.at, Percent):
            return f"{self.at.number.normalize():f} %"
        return str(self.at)


def read_escalation_row(found: Section) -> EscalationRow:
    return EscalationRow(
        place=found.place,
        match=found.default("match", match(), Match(found.place)),
        metrics=found.optional("metric", one_or_more(one_of(*Metric))),
        at=found.optional("at", _share),
        after=found.optional("after", quantity("wh", "h", "min")),
        notify=found.default("notify", one_or_more(one_of(*ROLES)), ()),
        reassign=found.optional("reassign", _team),
        raises=found.default("raise", flag, False),
    )


def _share(node: Node, problems: Problems) -> Percent | Name:
    if isinstance(node, Scalar) and node.text == NEAR and node.is_text:
        return Name.at(NEAR, node.place)
    before = len(problems.found)
    share = percent(node, problems)
    if len(problems.found) == before and not 0 < share.number <= LARGEST_SHARE:
        problems.add("level_share", node.place, most=LARGEST_SHARE)
    return share


def _team(node: Node, problems: Problems) -> Name:
    # A team has a name, not a code: it may hold spaces.
    return Name.at(text(node, problems), node.place)
