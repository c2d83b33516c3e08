"""How long: "1 h 20", "45 min", "2 d 5 h 50"; never decimal hours."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def duration(time: timedelta, day: timedelta | None = None) -> str:
    """`time` in figures, cut to whole minutes; a negative one counts as its length.

    With `day`, the length of one working day, as many whole days as there are come first.
    """
    time = abs(time)
    if timedelta() < time < MINUTE:
        return _("under 1 min")
    days, rest = divmod(time, day) if day else (0, time)
    hours, rest = divmod(rest, HOUR)
    return _joined(days, hours, rest // MINUTE)


def _joined(days: int, hours: int, minutes: int) -> str:
    parts = [pgettext("days, short", "%(days)s d") % {"days": days}] if days else []
    if hours and minutes:
        parts.append(f"{hours} h {minutes:02}")
    elif hours:
        parts.append(f"{hours} h")
    elif minutes or not days:
        parts.append(f"{minutes} min")
    return " ".join(parts)


def in_words(time: timedelta) -> str:
    """ "19 minutes", "1 hour"; in figures where neither hours nor minutes are alone."""
    time = abs(time)
    hours, minutes = divmod(time // MINUTE, 60)
    if hours and not minutes:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    if hours or not minutes:
        return duration(time)
    return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


def working(time: timedelta) -> str:
    """ "6 working hours", "1 h 20 of working time": said whenever time is not plain time."""
    hours, minutes = divmod(time // MINUTE, 60)
    if hours and not minutes:
        return ngettext("%(count)s working hour", "%(count)s working hours", hours) % {
            "count": hours
        }
    return _("%(duration)s of working time") % {"duration": duration(time)}


def is_left(time: timedelta) -> str:
    """A sentence: "6 working hours are left."."""
    hours, minutes = divmod(time // MINUTE, 60)
    if hours and not minutes:
        return ngettext(
            "%(count)s working hour is left.", "%(count)s working hours are left.", hours
        ) % {"count": hours}
    return ngettext(
        "%(duration)s of working time is left.",
        "%(duration)s of working time are left.",
        hours or minutes,
    ) % {"duration": duration(time)}
