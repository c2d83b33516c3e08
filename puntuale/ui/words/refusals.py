"""What cannot be done, why, and what can."""

from datetime import date, time

from django.utils.translation import gettext as _

from puntuale.ui.words.dates import LONG, date_of


def not_covered(agreement: str, covers: str, lacks: str, other: str = "") -> str:
    """ "Not covered by Gold: it covers malfunctions, not help with use. Platinum does."."""
    sentence = _("Not covered by %(agreement)s: it covers %(covers)s, not %(lacks)s.") % {
        "agreement": agreement,
        "covers": covers,
        "lacks": lacks,
    }
    return f"{sentence} " + _("%(agreement)s does.") % {"agreement": other} if other else sentence


def no_phone() -> str:
    """Where the agreement takes no requests by telephone."""
    return _("Requests cannot be opened by telephone. We can send you the form.")


def tried_to_call() -> str:
    """After the third call without an answer."""
    return _("We tried to call you three times.")


def hour_not_on_the_clock(wall: time, day: date, before: time, after: time) -> str:
    """The clock jumped over that hour; the hours beside the gap can be used."""
    return _(
        "The date is not on the clock: %(hour)s does not exist on %(day)s. Use %(before)s or"
        " %(after)s."
    ) % {
        "hour": f"{wall:%H:%M}",
        "day": date_of(day, day, LONG),
        "before": f"{before:%H:%M}",
        "after": f"{after:%H:%M}",
    }


def changed_meanwhile() -> str:
    """Two people saved the same thing."""
    return _("Not saved: someone else changed it. Look at the change and try again.")
