"""A charge as a page shows it: the result, why, and how its minutes lie in their bands."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.core.charges.bands import BASE
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.sources import By
from puntuale.core.charges.steps import CouponsDrawn, Paid, Rounded, Step
from puntuale.ui.budget import bars
from puntuale.ui.parts import MOST_SLOTS, ChargeBand, ChargeShown, Part, Slot
from puntuale.ui.words.bands import bands_of
from puntuale.ui.words.charges import reasons, result
from puntuale.ui.words.durations import duration

PER_CHARACTER = 2.1  # per cent of the drawing that a letter of a label takes on a telephone
NONE = Fraction(0)
MINUTE = 60
Time = tuple[str, Fraction, str]  # the kind of band, its seconds, and when that is


def charge_shown(charge: Charge, zone: ZoneInfo) -> ChargeShown:
    """The values for `ui/_charge.html`; hours are told on the agreement's clock."""
    return ChargeShown(
        result="" if charge.refused else result(charge),
        reasons=reasons(charge, zone),
        bands=list(_drawn(charge.because, zone)),
        slots=list(_slots(charge.because)),
    )


def _slots(steps: Sequence[Step]) -> Iterator[Slot]:
    """A slot for each coupon, as full as work has filled it; nothing where they are too many."""
    drawn = [step for step in steps if isinstance(step, CouponsDrawn)]
    count = sum(step.count for step in drawn)
    if not drawn or count > MOST_SLOTS:
        return
    covers = drawn[0].covers_seconds
    paid = [step.seconds for step in steps if isinstance(step, Paid) and step.by == By.COUPON]
    added = sum((each.billed_seconds - each.counted_seconds for each in _scopes(steps)), NONE)
    worked = max(sum(paid, NONE) - added, NONE)
    for number in range(count):
        filled = min(max(worked - number * covers, NONE), covers)
        yield Slot(str(ceil(filled / MINUTE)), used=round(float(100 * filled / covers), 2))


def _scopes(steps: Iterable[Step]) -> list[Rounded]:
    return [step for step in steps if isinstance(step, Rounded)]


def _drawn(steps: Sequence[Step], zone: ZoneInfo) -> Iterator[ChargeBand]:
    """Recorded time by band in the order in which it was worked, then what rounding added."""
    times = [*_recorded(steps, zone), *_added(steps)]
    drawn = bars([Part(kind, float(seconds)) for kind, seconds, _when in times])
    for (kind, seconds, when), bar in zip(times, drawn, strict=True):
        time = duration(timedelta(seconds=int(seconds)))
        label = _("%(time)s %(when)s") % {"time": time, "when": when}
        fitting = (each for each in (label, time) if len(each) * PER_CHARACTER <= bar.width)
        yield ChargeBand(kind, bar.x, bar.width, next(fitting, ""))


def _recorded(steps: Sequence[Step], zone: ZoneInfo) -> Iterator[Time]:
    named, times = bands_of(steps, zone), dict[str, Fraction]()
    for step in named.worked:
        times[step.band] = times.get(step.band, Fraction(0)) + step.seconds
    for band, seconds in times.items():
        yield "base" if band == BASE.code else "surcharge", seconds, named.when(band)


def _added(steps: Sequence[Step]) -> Iterator[Time]:
    scopes = _scopes(steps)
    raised = sum((max(each.billed_seconds - each.recorded_seconds, NONE) for each in scopes), NONE)
    if raised:
        yield "added", raised, _("added")
