"""Which releases a licence may run: bought once, and kept for good (readings.md 25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Covered:
    """A time in which releases were included: its first and its last local day, or no last one."""

    starts_on: date
    ends_on: date | None


def versions_released_until(
    bought: date | None, covered: Iterable[Covered], today: date
) -> date | None:
    """The last day whose releases may be run, as it stands today; None where every release may.

    What was bought stays, and so does what was released while covered: an end of coverage takes no
    version away, and a later coverage reaches back over the gap, since it gives the latest version.
    Without an agreed end a coverage reaches as far as today, and further tomorrow.

    Args:
        bought: the last day that came with the licence itself; None where it knows no last day.
        covered: times of coverage; one that begins after today gives nothing yet.
    """
    if bought is None:
        return None
    begun = (each for each in covered if each.starts_on <= today)
    return max([bought, *(today if each.ends_on is None else each.ends_on for each in begun)])


def may_run(released_on: date, until: date | None) -> bool:
    """Whether a release of that day may be run, for ever."""
    return until is None or released_on <= until
