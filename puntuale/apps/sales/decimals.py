"""Fractions as the database keeps prices and shares."""

from decimal import Decimal
from fractions import Fraction


def four_decimals(exact: Fraction) -> Decimal:
    """With four decimals at most, as a price is written; amounts are reckoned from the fraction."""
    return round(Decimal(exact.numerator) / exact.denominator, 4)
