"""A charge: what is paid, by what, and why."""

from dataclasses import dataclass
from fractions import Fraction

from puntuale.core.charges.money import Money
from puntuale.core.charges.steps import Step


@dataclass(frozen=True, slots=True)
class Line:
    """Money for work in one band at a rate, for an incident, or what an estimate adds or takes.

    `what` is `rate`, `incident`, `estimate` or `written_off`; the last is negative.
    """

    what: str
    amount: Money
    rate: str | None = None
    band: str | None = None
    seconds: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Draw:
    """So many whole seconds, or pieces, of a lot."""

    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Charge:
    """What the work on a ticket costs; everything is nothing where it is `refused`.

    `seconds` are billed, by band. `owed_seconds` and `written_off_seconds` are of packages,
    weighted; `quote_required_seconds` are work that waits for a quote. `lines` sum to `amount`.
    """

    amount: Money
    written_off: Money
    refused: str | None = None
    row: int | None = None
    bill_to: str | None = None
    seconds: tuple[tuple[str, Fraction], ...] = ()
    lines: tuple[Line, ...] = ()
    packages: tuple[Draw, ...] = ()
    allowance: tuple[Draw, ...] = ()
    coupons: tuple[Draw, ...] = ()
    coupons_owed: int = 0
    owed_seconds: int = 0
    written_off_seconds: int = 0
    quote_required_seconds: Fraction = Fraction(0)
    because: tuple[Step, ...] = ()

    @property
    def costs(self) -> bool:
        """Whether anything is paid for it or written off: money, prepaid time or coupons."""
        drawn = (*self.packages, *self.allowance, *self.coupons)
        owed = self.coupons_owed or self.owed_seconds or self.written_off_seconds
        return bool(self.lines or drawn or owed)

    @property
    def coupons_used(self) -> int:
        """Coupons taken from lots; those owed are counted apart."""
        return sum(draw.quantity for draw in self.coupons)
