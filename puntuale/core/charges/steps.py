"""The derivation of a charge: values with a code, from which sentences and drawings are made."""

from dataclasses import dataclass, fields
from datetime import date, datetime, tzinfo
from fractions import Fraction
from typing import ClassVar, TypeAlias

from puntuale.core.charges.money import Money

Data: TypeAlias = "dict[str, str | int | float | bool | None]"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; each kind has its `code`."""

    code: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Worked(Step):
    """Recorded work in one band; more seconds than from `start` to `end` where several worked."""

    code = "worked"
    start: datetime
    end: datetime
    band: str
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class Rounded(Step):
    """What became of the recorded time of a ticket, a day of it, or an entry.

    It was cut to `counted_seconds`, then raised to `billed_seconds`; `band` gave what was dropped
    and took what was added. `reached` is `minimum` or `increment` where time was added.
    """

    code = "rounded"
    day: date | None
    recorded_seconds: Fraction
    counted_seconds: Fraction
    billed_seconds: Fraction
    increment_seconds: Fraction
    band: str
    reached: str | None


@dataclass(frozen=True, slots=True)
class Decided(Step):
    """The row of `charging`, from 1, that decides."""

    code = "decided"
    row: int
    charge: str
    rate: str | None
    bill_to: str | None


@dataclass(frozen=True, slots=True)
class Paid(Step):
    """Work paid by something else than money: `drawn_seconds` of `lot`, `weight` times the work.

    `by` is included, allowance, package, coupon, owed or written_off.
    """

    code = "paid"
    by: str
    lot: str | None
    band: str
    seconds: Fraction
    weight: Fraction
    drawn_seconds: Fraction


@dataclass(frozen=True, slots=True)
class CouponsDrawn(Step):
    """Pieces taken from a lot; without a lot they are owed. Each pays `covers_seconds`."""

    code = "coupons"
    lot: str | None
    count: int
    covers_seconds: Fraction


@dataclass(frozen=True, slots=True)
class Rated(Step):
    """Work charged at a rate: `price` for `per_seconds`, `add_percent` more in this band."""

    code = "rated"
    rate: str
    price: Money
    per_seconds: Fraction
    band: str
    add_percent: Fraction
    seconds: Fraction
    amount: Money


@dataclass(frozen=True, slots=True)
class Flat(Step):
    """An incident at its price, however long it took."""

    code = "flat"
    rate: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Estimated(Step):
    """What the accepted estimate did: `effect` is cap, fixed, indicative or quote."""

    code = "estimated"
    effect: str
    accepted: Money
    rated: Money | None
    written_off: Money


@dataclass(frozen=True, slots=True)
class QuoteRequired(Step):
    """Work that waits for a quote."""

    code = "quote_required"
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class NoWork(Step):
    """Nothing was worked: there is no minimum of nothing."""

    code = "no_work"


@dataclass(frozen=True, slots=True)
class Refused(Step):
    """Nothing is charged, and why."""

    code = "refused"
    reason: str


def as_data(step: Step, zone: tzinfo) -> Data:
    """The step as JSON has it; instants in `zone`, money and fractions exact where they can be."""
    found: Data = {"code": step.code}
    for field in fields(step):
        name = {"start": "from", "end": "to"}.get(field.name, field.name)
        found[name] = _plain(getattr(step, field.name), zone)
    return found


def _plain(value: object, zone: tzinfo) -> str | int | float | bool | None:
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return number(value)
        case datetime():
            return value.astimezone(zone).isoformat()
        case _:
            return str(value)


def number(exact: Fraction) -> int | float:
    """A whole number where it is one."""
    return exact.numerator if exact.denominator == 1 else float(exact)
