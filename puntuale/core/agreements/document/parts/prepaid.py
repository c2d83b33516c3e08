"""What is paid before it is used: packages, coupons, and the free part of a fee."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.match import Match, match
from puntuale.core.agreements.document.kinds.money import Money, Percent, money, percent
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, name, one_of, whole
from puntuale.core.agreements.document.nodes import Entries, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, section

DRAW_DOWN = ("expires_at", "price", "granted_at", "id")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What happens when prepaid time runs out: refuse, owe, or charge at a rate."""

    rule: str
    rate: Name | None = None


def shortfall(node: Node, problems: Problems) -> Shortfall:
    """`refuse`, `owe` or `{rate: NAME}`."""
    if isinstance(node, Entries):
        return Shortfall("rate", section(_read_rate_name)(node, problems))
    return Shortfall(one_of("refuse", "owe")(node, problems))


def _read_rate_name(found: Section) -> Name:
    return found.required("rate", name)


def expiry(node: Node, problems: Problems) -> Quantity | None:
    """`12 mo`, `90 d`, or `never`, which is None."""
    if isinstance(node, Scalar) and node.text == "never":
        return None
    return quantity("mo", "d")(node, problems)


@dataclass(frozen=True, slots=True)
class PackageRow:
    """Prepaid time that can be bought."""

    place: Place
    code: Name
    quantity: Quantity
    price: Money


def read_package(found: Section) -> PackageRow:
    return PackageRow(
        place=found.place,
        code=found.required("code", name),
        quantity=found.required("quantity", quantity("h", "min")),
        price=found.required("price", money),
    )


@dataclass(frozen=True, slots=True)
class PackageRules:
    """How packages are used up."""

    expires_after: Quantity | None
    draw_down: tuple[Name, ...]
    surcharge: Name | None
    shortfall: Shortfall | None
    alert_at: tuple[Percent, ...]


def read_package_rules(found: Section) -> PackageRules:
    return PackageRules(
        expires_after=found.optional("expires_after", expiry),
        draw_down=found.table("draw_down", one_of(*DRAW_DOWN)),
        surcharge=found.optional("surcharge", one_of("weighted")),
        shortfall=found.optional("shortfall", shortfall),
        alert_at=found.table("alert_at", percent),
    )


@dataclass(frozen=True, slots=True)
class CouponRules:
    """Prepaid pieces, each of which buys the same piece of work."""

    place: Place
    covers: Quantity
    price: Money
    free_on_registration: int
    expires_after: Quantity | None
    draw_down: tuple[Name, ...]
    start_requires: int
    shortfall: Shortfall | None
    pay_by: tuple[Name, ...]


def read_coupons(found: Section) -> CouponRules:
    found.optional("bank_transfer", section(_read_bank_transfer))
    return CouponRules(
        place=found.place,
        covers=found.required("covers", quantity("min", "h")),
        price=found.required("price", money),
        free_on_registration=found.default("free_on_registration", section(_read_free), 0),
        expires_after=found.optional("expires_after", expiry),
        draw_down=found.table("draw_down", one_of(*DRAW_DOWN)),
        start_requires=found.default("start_requires", whole(0), 0),
        shortfall=found.optional("shortfall", shortfall),
        pay_by=found.table("pay_by", one_of("card", "bank_transfer")),
    )


def _read_bank_transfer(found: Section) -> None:
    found.required("grant_on", one_of("payment_received"))


def _read_free(found: Section) -> int:
    found.optional("once_per", one_of("organisation"))
    return found.required("quantity", whole(1))


@dataclass(frozen=True, slots=True)
class AllowanceRow:
    """Work that a fee includes in each of its periods."""

    place: Place
    fee: Name
    quantity: Quantity
    surcharge: Name | None
    applies_to: Match | None


def read_allowance(found: Section) -> AllowanceRow:
    found.optional("carry_over", one_of("none"))
    return AllowanceRow(
        place=found.place,
        fee=found.required("fee", name),
        quantity=found.required("quantity", quantity("h", "min")),
        surcharge=found.optional("surcharge", one_of("weighted")),
        applies_to=found.optional("applies_to", match()),
    )
