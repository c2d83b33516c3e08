"""When work was done, as surcharges see it: "30 minutes in hours", "30 after 18:00"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from puntuale.core.charges.bands import BASE
from puntuale.core.charges.steps import Step, Worked
from puntuale.ui.words.durations import duration, in_words

MINUTE = Fraction(60)
HOUR_MINUTES = 60

# Codes that documents like to use; others are told as they stand.
KNOWN: Mapping[str, Lazy] = {
    "base": pgettext_lazy("work", "in hours"),
    "out_of_hours": pgettext_lazy("work", "out of hours"),
    "evening": pgettext_lazy("work", "in the evening"),
    "night": pgettext_lazy("work", "at night"),
    "weekend": pgettext_lazy("work", "at the weekend"),
    "holiday": pgettext_lazy("work", "on a holiday"),
    "bank_holiday": pgettext_lazy("work", "on a bank holiday"),
}
AFTER = gettext_lazy("after %(hour)s")
BEFORE = gettext_lazy("before %(hour)s")


@dataclass(frozen=True, slots=True)
class Bands:
    """The recorded work of a charge, seen on the agreement's clock."""

    worked: tuple[Worked, ...]
    zone: ZoneInfo

    def when(self, band: str) -> str:
        """ "after 18:00" where all its work touches work in hours at that hour, else its name."""
        return self._beside_base(band) or str(KNOWN.get(band) or band.replace("_", " "))

    def _beside_base(self, band: str) -> str:
        if band == BASE.code:
            return ""
        own = [step for step in self.worked if step.band == band]
        base = [step for step in self.worked if step.band == BASE.code]
        ends, begins = {step.end for step in base}, {step.start for step in base}
        after = self._hours(step.start for step in own if step.start in ends)
        before = self._hours(step.end for step in own if step.end in begins)
        if len(after) == 1 and all(step.start in ends for step in own):
            return str(AFTER) % {"hour": after.pop()}
        if len(before) == 1 and all(step.end in begins for step in own):
            return str(BEFORE) % {"hour": before.pop()}
        return ""

    def _hours(self, instants: Iterable[datetime]) -> set[str]:
        return {f"{at.astimezone(self.zone):%H:%M}" for at in instants}


def bands_of(steps: Sequence[Step], zone: ZoneInfo) -> Bands:
    return Bands(tuple(step for step in steps if isinstance(step, Worked)), zone)


def long(seconds: Fraction) -> str:
    """ "30 minutes", "1 h 15", "16 min 40 s": nothing of it is dropped but parts of a second."""
    whole, rest = divmod(int(seconds), 60)
    if rest:
        return with_seconds(whole, rest)
    return in_words(timedelta(minutes=whole))


def minutes(seconds: Fraction) -> str:
    """ "17 minutes", "60 minutes"; from two hours on "2 hours", "2 h 15"."""
    count = int(seconds / MINUTE)
    if count >= 2 * HOUR_MINUTES:
        return long(seconds)
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def short(seconds: Fraction) -> str:
    """ "30" where the word stands before already, "1 h 15", "16 min 40 s"."""
    whole, rest = divmod(int(seconds), 60)
    if rest:
        return with_seconds(whole, rest)
    return str(whole) if whole < HOUR_MINUTES else duration(timedelta(minutes=whole))


def with_seconds(minutes: int, seconds: int) -> str:
    """ "50 min", "16 min 40 s", "1 h 22 min 30 s"; in figures."""
    if not seconds:
        return duration(timedelta(minutes=minutes))
    hours, minutes = divmod(minutes, 60)
    said = [f"{hours} h"] if hours else []
    said += [f"{minutes} min"] if minutes else []
    said.append(pgettext("seconds, short", "%(seconds)s s") % {"seconds": seconds})
    return " ".join(said)


def parts(bands: Bands, times: Sequence[tuple[str, Fraction, str]]) -> str:
    """ "30 minutes in hours, 30 after 18:00 with 50% more": band, time and what is said after it."""
    said = []
    for number, (band, seconds, more) in enumerate(times):
        time = short(seconds) if number else long(seconds)
        values = {"time": time, "when": bands.when(band), "more": more}
        template = _("%(time)s %(when)s %(more)s") if more else _("%(time)s %(when)s")
        said.append(template % values)
    return ", ".join(said)


def split(steps: Sequence[Worked], zone: ZoneInfo) -> str:
    """ "in hours" where all of it was, else "3 minutes in hours, 4 after 18:30"."""
    bands, times = bands_of(steps, zone), dict[str, Fraction]()
    for step in steps:
        times[step.band] = times.get(step.band, Fraction(0)) + step.seconds
    if len(times) == 1:
        return bands.when(*times)
    return parts(bands, [(band, seconds, "") for band, seconds in times.items()])
