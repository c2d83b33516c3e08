"""Effort and price told beforehand, to be accepted before work starts."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, name, one_of
from puntuale.core.agreements.document.section import Section, section

STATED = ("effort", "amount", "expected_completion", "intervention_type")


@dataclass(frozen=True, slots=True)
class EstimatesRow:
    """The key `estimates`; without it quotes are made as the defaults say."""

    required_for: tuple[Name, ...] = ()
    granularity: Quantity | None = None
    minimum: Quantity | None = None
    limit: Quantity | None = None
    day: Quantity | None = None
    valid_for: Quantity | None = None
    effect: str = "fixed"
    must_state: tuple[Name, ...] = ()
    on_exceed: Name | None = None
    on_decline_type: Name | None = None
    document: Name | None = None


def read_estimates(found: Section) -> EstimatesRow:
    return EstimatesRow(
        required_for=found.table("required_for", name),
        granularity=found.optional("granularity", quantity("min", "h", "d")),
        minimum=found.optional("minimum", quantity("min", "h", "d", zero=True)),
        limit=found.optional("limit", quantity("min", "h", "d")),
        day=found.optional("day", quantity("h", "min")),
        valid_for=found.optional("valid_for", quantity("d", "mo")),
        effect=found.default("effect", one_of("cap", "fixed", "indicative"), "fixed"),
        must_state=found.table("must_state", one_of(*STATED)),
        on_exceed=found.optional("on_exceed", one_of("revise")),
        on_decline_type=found.optional("on_decline", section(_read_on_decline)),
        document=found.optional("document", name),
    )


def _read_on_decline(found: Section) -> Name:
    return found.required("set_type", name)
