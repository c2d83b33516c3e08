"""What the customer pays in money for work that nothing else paid for."""

from collections.abc import Mapping
from dataclasses import dataclass

from puntuale.core.charges.bands import Band
from puntuale.core.charges.charge import Line
from puntuale.core.charges.estimate import Estimate, written_off
from puntuale.core.charges.money import Money
from puntuale.core.charges.pricing import Priced, priced, total
from puntuale.core.charges.rules import ChargingTerms, Effect, End, EndKind
from puntuale.core.charges.sources import Time
from puntuale.core.charges.steps import Estimated, Step


@dataclass(frozen=True, slots=True)
class Ended:
    """Lines of money, what is written off where that is something, and why."""

    lines: tuple[Line, ...] = ()
    written_off: Money | None = None
    because: tuple[Step, ...] = ()


NO_MONEY = Ended()


def ended(
    charging: ChargingTerms, end: End, rest: Mapping[Band, Time], estimate: Estimate | None
) -> Ended | None:
    """The money for `rest`, of which there is some, at a rate or at an accepted price.

    None where the agreement names no price: a blank that the partner has not filled.
    """
    if end.kind is EndKind.OWE:
        return NO_MONEY
    found = priced_at(charging, end, rest)
    if end.kind is EndKind.QUOTE:
        assert estimate is not None
        return _at_accepted_price(found, estimate, "quote")
    if found is None:
        return None
    if estimate is None:
        return Ended(found.lines, because=found.because)
    if charging.effect is Effect.FIXED:
        return _at_accepted_price(found, estimate, "fixed")
    return _at_most(charging, found, estimate)


def priced_at(charging: ChargingTerms, end: End, rest: Mapping[Band, Time]) -> Priced | None:
    """The money for `rest` at the rate of its end; None where the agreement names no price."""
    rate = charging.rates.get(end.rate or "")
    if rate is None or rate.amount is None:
        return None
    return priced(rate, rest, charging.currency)


def _at_accepted_price(found: Priced | None, estimate: Estimate, effect: str) -> Ended:
    accepted = estimate.amount
    line = Line("estimate", accepted)
    if found is None:
        nothing = Money(0, accepted.currency)
        return Ended((line,), nothing, (Estimated(effect, accepted, None, nothing),))
    rated = total(found.lines, accepted.currency)
    off = written_off(rated, accepted, Effect.FIXED)
    step = Estimated(effect, accepted, rated, off)
    return Ended((line,), off, (*found.because, step))


def _at_most(charging: ChargingTerms, found: Priced, estimate: Estimate) -> Ended:
    rated = total(found.lines, charging.currency)
    off = written_off(rated, estimate.amount, charging.effect)
    lines = (*found.lines, Line("written_off", -off)) if off else found.lines
    step = Estimated(charging.effect.value, estimate.amount, rated, off)
    return Ended(lines, off, (*found.because, step))
