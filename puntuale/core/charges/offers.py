"""What prepaid time costs when it is bought: the list's price, less the best discount."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from puntuale.core.charges.money import Money, rounded
from puntuale.core.errors import CoreError

MOST = 1000


class QuantityOutOfRange(CoreError):
    """Nothing, or more than a person means to buy."""

    code = "quantity_out_of_range"

    def __init__(self, quantity: int) -> None:
        super().__init__(f"From 1 to {MOST} can be bought at once, not {quantity}.")


@dataclass(frozen=True, slots=True)
class Offer:
    """What an order would cost now: to be frozen with it, since discounts end.

    `unit_price` is exact and after the discount, of which there is one at most.
    """

    quantity: int
    unit_price: Fraction
    discount: Fraction
    amount: Money


def offer(
    quantity: int, price: Decimal, currency: str, discounts: Iterable[Fraction] = ()
) -> Offer:
    """So many at a price, less the best of the discounts that are active now: 2/5 is 40 %.

    Raises:
        QuantityOutOfRange: not from 1 to 1,000.
    """
    if not 1 <= quantity <= MOST:
        raise QuantityOutOfRange(quantity)
    best = max(discounts, default=Fraction(0))
    unit_price = Fraction(price) * (1 - best)
    return Offer(quantity, unit_price, best, rounded(unit_price * quantity, currency))


def may_start(start_requires: int, available: int, owed: int) -> bool:
    """Whether work on a new incident may begin: what is owed is settled first."""
    return available - owed >= start_requires
