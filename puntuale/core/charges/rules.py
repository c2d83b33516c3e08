"""What an agreement says of charges, ready to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from puntuale.core.agreements.terms.target import Facts, Pattern
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.bands import Band, Bands
from puntuale.core.charges.lots import BY_DEFAULT
from puntuale.core.charges.rounding import Rounding


class Kind(StrEnum):
    """What a row of `charging` does with a request."""

    FREE = "free"
    INCLUDED = "included"
    PACKAGE = "package"
    COUPON = "coupon"
    ALLOWANCE = "allowance"
    RATE = "rate"
    INCIDENT = "incident"
    QUOTE = "quote"
    PARTNER_TERMS = "partner_terms"
    REFUSE = "refuse"


class EndKind(StrEnum):
    """What becomes of work that no source pays."""

    RATE = "rate"
    QUOTE = "quote"
    OWE = "owe"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class End:
    """What becomes of work that no source pays; `rate` names the rate it is charged at."""

    kind: EndKind
    rate: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `charging`; `row` is its number from 1, `up_to` in microseconds."""

    row: int
    pattern: Pattern
    needs_package: bool
    kind: Kind
    then: Kind | None = None
    rate: str | None = None
    reason: str | None = None
    up_to: int | None = None
    bill_to: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """What `per` microseconds of work cost; None: what an incident costs, however long it took.

    An amount of None is a blank that the partner has not filled.
    """

    code: str
    amount: Decimal | None
    per: int | None

    def price(self, time: int | Fraction, band: Band) -> Fraction:
        """The exact price of work in a band."""
        assert self.amount is not None
        assert self.per is not None
        return Fraction(self.amount) * band.weight * time / self.per


@dataclass(frozen=True, slots=True)
class PrepaidRule:
    """How prepaid time is used up; not weighted, a minute takes a minute in every band."""

    draw_down: tuple[str, ...] = BY_DEFAULT
    is_weighted: bool = False
    shortfall: End = End(EndKind.REFUSE)


@dataclass(frozen=True, slots=True)
class CouponRule:
    """How coupons are used up: each pays for `covers` microseconds of started work."""

    covers: int
    draw_down: tuple[str, ...] = BY_DEFAULT
    shortfall: End = End(EndKind.REFUSE)


@dataclass(frozen=True, slots=True)
class AllowanceRule:
    """Which requests the time included in a fee pays for."""

    is_weighted: bool
    applies_to: Pattern


class Effect(StrEnum):
    """What an accepted estimate does to the charge."""

    CAP = "cap"
    FIXED = "fixed"
    INDICATIVE = "indicative"


@dataclass(frozen=True, slots=True)
class ChargingTerms:
    """The executable form of everything in an agreement that decides a charge."""

    terms: Terms
    currency: str
    rows: tuple[Row, ...]
    rates: Mapping[str, Rate]
    bands: Bands
    rounding: Rounding
    estimate_required_for: frozenset[str]
    effect: Effect
    packages: PrepaidRule
    coupons: CouponRule | None
    allowance: AllowanceRule | None

    @property
    def asks_for_window(self) -> bool:
        """Whether it matters in which window work began."""
        asks = self.allowance is not None and self.allowance.applies_to.window is not None
        return asks or self.terms.asks_for_window

    def needs_estimate(self, facts: Facts) -> bool:
        """Whether the agreement asks for an accepted estimate for such requests."""
        return bool(self.estimate_required_for & {facts.type, facts.severity})
