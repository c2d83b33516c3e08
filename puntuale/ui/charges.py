"""A charge as a page shows it: the result, why, and how its minutes lie in their bands."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.core.charges.bands import BASE
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.steps import Rounded, Step
from puntuale.ui.budget import bars
from puntuale.ui.parts import ChargeBand, ChargeShown, Part
from puntuale.ui.words.bands import bands_of
from puntuale.ui.words.charges import reasons, result
from puntuale.ui.words.durations import duration

PER_CHARACTER = 2.1  # per cent of the drawing that a letter of a label takes on a telephone
NONE = Fraction(0)
Time = tuple[str, Fraction, str]  # the kind of band, its seconds, and when that is


def charge_shown(charge: Charge, zone: ZoneInfo) -> ChargeShown:
    """The values for `ui/_charge.html`; hours are told on the agreement's clock."""
    return ChargeShown(
        result="" if charge.refused else result(charge),
        reasons=reasons(charge, zone),
        bands=list(_drawn(charge.because, zone)),
    )


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
    scopes = [step for step in steps if isinstance(step, Rounded)]
    raised = sum((max(each.billed_seconds - each.recorded_seconds, NONE) for each in scopes), NONE)
    if raised:
        yield "added", raised, _("added")
