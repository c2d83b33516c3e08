"""Money: whole numbers of a currency's smallest unit, made by one rounding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puntuale.core.agreements.checks.currencies import DECIMALS


@dataclass(frozen=True, slots=True)
class Money:
    """So many of the smallest unit of `currency`; of one sum all have the same currency."""

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-decimals_of(self.currency))

    def __str__(self) -> str:
        """ "33.33", with the currency's decimals and without its name."""
        return f"{self.decimal:f}"


def decimals_of(currency: str) -> int:
    """How many decimals are written; two where nobody knows the currency."""
    return DECIMALS.get(currency, 2)


def rounded(amount: Fraction | Decimal, currency: str) -> Money:
    """`amount` in the currency's smallest unit, half away from zero."""
    exact = abs(Fraction(amount)) * 10 ** decimals_of(currency)
    minor = int(exact + Fraction(1, 2))
    return Money(minor if amount >= 0 else -minor, currency)
