"""Money for work: one line for each band, rounded once."""

from collections.abc import Mapping
from dataclasses import dataclass

from puntuale.core.charges.bands import Band
from puntuale.core.charges.billable import seconds
from puntuale.core.charges.charge import Line
from puntuale.core.charges.money import Money, rounded
from puntuale.core.charges.rules import Rate
from puntuale.core.charges.sources import Time
from puntuale.core.charges.steps import Flat, Rated, Step


@dataclass(frozen=True, slots=True)
class Priced:
    """Lines of money, and why."""

    lines: tuple[Line, ...]
    because: tuple[Step, ...]


def priced(rate: Rate, rest: Mapping[Band, Time], currency: str) -> Priced:
    """What the rest of the work costs at a rate whose amount is known.

    An incident costs the same however long it took, and takes no surcharge.
    """
    assert rate.amount is not None
    price = rounded(rate.amount, currency)
    if rate.per is None:
        return Priced((Line("incident", price, rate.code),), (Flat(rate.code, price),))
    lines, steps = [], []
    for band in sorted(rest, key=lambda each: each.price_order):
        time, amount = seconds(rest[band]), rounded(rate.price(rest[band], band), currency)
        lines.append(Line("rate", amount, rate.code, band.code, time))
        percent = band.add * 100
        steps.append(Rated(rate.code, price, seconds(rate.per), band.code, percent, time, amount))
    return Priced(tuple(lines), tuple(steps))


def total(lines: tuple[Line, ...], currency: str) -> Money:
    """The sum of the lines."""
    return sum((line.amount for line in lines), Money(0, currency))
