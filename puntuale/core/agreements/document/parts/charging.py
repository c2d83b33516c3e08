"""What a request costs: the first matching row says how; and what stands behind it."""

from dataclasses import dataclass, field

from puntuale.core.agreements.document.kinds.match import Match, match
from puntuale.core.agreements.document.kinds.money import Money, Percent, money, percent
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, name, one_of, whole
from puntuale.core.agreements.document.problems import Place
from puntuale.core.agreements.document.section import Section

PARTNER_TERMS, REFUSE = "partner_terms", "refuse"
CHARGES = (
    *("free", "included", "package", "coupon", "allowance", "rate", "incident", "quote"),
    *(PARTNER_TERMS, REFUSE),
)


@dataclass(frozen=True, slots=True)
class ChargingRow:
    """One row of `charging`."""

    place: Place
    match: Match
    charge: Name
    then: Name | None
    rate: Name | None
    reason: Name | None
    up_to: Quantity | None
    bill_to: Name | None


def read_charging_row(found: Section) -> ChargingRow:
    return ChargingRow(
        place=found.place,
        match=found.default("match", match(package=True), Match(found.place)),
        charge=found.required("charge", one_of(*CHARGES)),
        then=found.optional("then", one_of("rate", "quote", "package", "coupon", "refuse")),
        rate=found.optional("rate", name),
        reason=found.optional("reason", name),
        up_to=found.optional("up_to", quantity("min", "h")),
        bill_to=found.optional("bill_to", one_of("partner")),
    )


@dataclass(frozen=True, slots=True)
class RateRow:
    """What a unit of work costs."""

    place: Place
    unit: Name
    hours_per_unit: int | None
    amount: Money


def read_rate(found: Section) -> RateRow:
    return RateRow(
        place=found.place,
        unit=found.required("unit", one_of("hour", "day", "incident")),
        hours_per_unit=found.optional("hours_per_unit", whole(1, 24)),
        amount=found.required("amount", money),
    )


@dataclass(frozen=True, slots=True)
class SurchargeRow:
    """A percentage added to work inside a window, or outside a calendar."""

    place: Place
    code: Name
    inside: Name | None
    outside: Name | None
    add: Percent


def read_surcharge(found: Section) -> SurchargeRow:
    return SurchargeRow(
        place=found.place,
        code=found.required("code", name),
        inside=found.optional("in", name),
        outside=found.optional("outside", name),
        add=found.required("add", percent),
    )


@dataclass(frozen=True, slots=True)
class RoundingRow:
    """How recorded work becomes billable work."""

    scope: str = "ticket"
    resolution: Quantity | None = None
    increment: Quantity | None = None
    minimum: Quantity | None = None
    top_up: str = "majority"
    place: Place = field(default=Place("", 0), compare=False)


def read_rounding(found: Section) -> RoundingRow:
    found.optional("mode", one_of("up"))
    return RoundingRow(
        scope=found.default("scope", one_of("ticket", "ticket_day", "entry"), "ticket"),
        resolution=found.optional("resolution", quantity("min", "h")),
        increment=found.optional("increment", quantity("min", "h")),
        minimum=found.optional("minimum", quantity("min", "h", zero=True)),
        top_up=found.default("top_up", one_of("majority"), "majority"),
        place=found.place,
    )
