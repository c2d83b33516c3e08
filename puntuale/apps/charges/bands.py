"""How recorded work lies in the bands of its agreement, to the second."""

from datetime import datetime
from fractions import Fraction

from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.steps import Worked
from puntuale.core.working_time.instants import SECOND_MICROSECONDS, instant_at, microseconds


def in_bands(charging: ChargingTerms, start: datetime, end: datetime) -> tuple[Worked, ...]:
    """The pieces of work from `start` to `end`, as a charge's derivation has them."""
    return tuple(
        Worked(
            instant_at(first),
            instant_at(last),
            band.code,
            Fraction(last - first, SECOND_MICROSECONDS),
        )
        for first, last, band in charging.bands.cut(microseconds(start), microseconds(end))
    )
