"""What is paid again and again, what is taken off, and what licences come with it."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.money import Money, Percent, money, percent
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, name, one_of
from puntuale.core.agreements.document.nodes import Entries, Node
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, section


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A periodic charge: money, or a share of the list price."""

    place: Place
    code: Name
    every: Quantity
    due: Name | None
    amount: Money | Percent


def read_fee(found: Section) -> FeeRow:
    found.optional("list_price_on", one_of("period_start"))
    found.optional("round", one_of("line"))
    found.optional("proration", one_of("none"))
    return FeeRow(
        place=found.place,
        code=found.required("code", name),
        every=found.required("every", quantity("mo")),
        due=found.optional("in", one_of("advance", "arrears")),
        amount=found.required("amount", _money_or_share),
    )


def _money_or_share(node: Node, problems: Problems) -> Money | Percent:
    if isinstance(node, Entries):
        return section(_read_share)(node, problems)
    return money(node, problems)


def _read_share(found: Section) -> Percent:
    found.required("percent_of", one_of("list_price"))
    return found.required("percent", percent)


@dataclass(frozen=True, slots=True)
class DiscountRow:
    """A percentage off something that is bought, while the coverage is active."""

    place: Place
    applies_to: Name
    percent: Percent


def read_discount(found: Section) -> DiscountRow:
    found.optional("while", one_of("active"))
    applies_to = found.required("applies_to", one_of("coupon", "package"))
    return DiscountRow(found.place, applies_to, found.required("percent", percent))


@dataclass(frozen=True, slots=True)
class LicenceRules:
    """Which versions a covered licence may run, and what remains when the coverage ends."""

    versions: Name | None
    on_lapse: Name | None


def read_licences(found: Section) -> LicenceRules:
    return LicenceRules(
        versions=found.optional("versions", one_of("released_while_covered")),
        on_lapse=found.optional("on_lapse", one_of("keep_last_covered_version")),
    )
