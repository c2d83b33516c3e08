"""When to say that a lot runs low: each threshold once."""

from collections.abc import Iterable
from fractions import Fraction


def thresholds_crossed(
    quantity: int, used_before: int, used_after: int, thresholds: Iterable[Fraction]
) -> tuple[Fraction, ...]:
    """The shares of a lot, 4/5 is 80 %, that were not used before and are now, lowest first."""
    return tuple(
        share for share in sorted(thresholds) if used_before < share * quantity <= used_after
    )
