"""An estimate that the customer accepted, and what of a charge it takes away."""

from dataclasses import dataclass

from puntuale.core.charges.money import Money
from puntuale.core.charges.rules import Effect


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was accepted: effort in minutes, a price, and at most so much time of packages.

    `package_time` is weighted, in microseconds; None sets no limit.
    """

    minutes: int
    amount: Money
    package_time: int | None = None


def written_off(rated: Money, accepted: Money, effect: Effect) -> Money:
    """What of the rated amount the customer does not pay: nothing where the estimate only informs."""
    if effect is Effect.INDICATIVE or rated.minor <= accepted.minor:
        return Money(0, rated.currency)
    return rated - accepted
