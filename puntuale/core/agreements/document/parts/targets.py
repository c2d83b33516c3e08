"""The promises: what is done within how long, on which calendar, and whether it binds."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.match import Match, match
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, flag, name, one_of
from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section
from puntuale.core.agreements.metrics import Metric

FROM_ESTIMATE, PROMISED_DATE = "from_estimate", "promised_date"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One row of `targets` or `commitments`; `within` may wait for an estimate or a promised date."""

    place: Place
    match: Match
    metric: Name
    within: Quantity | Name
    calendar: Name | None
    binding: bool
    share: Name | None


def read_target(found: Section) -> TargetRow:
    return TargetRow(
        place=found.place,
        match=found.default("match", match(), Match(found.place)),
        metric=found.required("metric", one_of(*Metric)),
        within=found.required("within", _within),
        calendar=found.optional("calendar", name),
        binding=found.required("binding", flag),
        share=found.optional("share", one_of("most")),
    )


def _within(node: Node, problems: Problems) -> Quantity | Name:
    if isinstance(node, Scalar) and node.text in (FROM_ESTIMATE, PROMISED_DATE):
        return Name.at(node.text, node.place)
    return quantity("h", "wh", "wd", "min")(node, problems)
