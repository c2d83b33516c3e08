"""Money and percentages: decimals, never binary fractions."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems

MONEY = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?")
EXACT = re.compile(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,6})?")
PARTNER_TERMS = "partner_terms"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the agreement's currency; None is a blank that the partner fills."""

    amount: Decimal | None
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Percent:
    """So many hundredths, exactly."""

    number: Decimal
    place: Place = field(compare=False)


def money(node: Node, problems: Problems) -> Money:
    """A quoted decimal such as `"80.00"`, or `partner_terms`."""
    if isinstance(node, Scalar):
        if node.text == PARTNER_TERMS:
            return Money(None, node.place)
        if node.quoted and MONEY.fullmatch(node.text):
            return Money(Decimal(node.text), node.place)
    problems.add("money_wanted", node.place)
    return Money(None, node.place)


def percent(node: Node, problems: Problems) -> Percent:
    """`50 %`, or a quoted decimal such as `"17.5"`."""
    if isinstance(node, Scalar):
        written = node.text.removesuffix(" %")
        if EXACT.fullmatch(written) and (node.quoted or written != node.text):
            return Percent(Decimal(written), node.place)
    problems.add("percent_wanted", node.place)
    return Percent(Decimal(0), node.place)
