"""What a promise takes, as the agreement writes it: "1 wd" is one working day."""

from datetime import timedelta

from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.terms.target import Unit, Within
from puntuale.core.working_time.instants import MICROSECOND
from puntuale.ui.words.durations import duration, in_words, working


def terms(promised: Within) -> str:
    """How long a promise takes, as its agreement counts it: "1 working day of 8 h"."""
    return within(promised.text, working_day(promised))


def working_day(promised: Within) -> timedelta | None:
    """How long the working day of a promise in working days is."""
    if promised.unit is not Unit.WORKING_DAY or promised.budget is None:
        return None
    return MICROSECOND * promised.budget / int(promised.text.partition(" ")[0])


def within(text: str, day: timedelta | None = None) -> str:
    """ "1 working day of 8 h", "4 working hours", "24 hours"; `day` is how long a working day is."""
    number, _space, unit = text.partition(" ")
    match unit:
        case "wd":
            return _days(int(number), day)
        case "wh":
            return working(timedelta(hours=float(number)))
        case "h":
            return in_words(timedelta(hours=float(number)))
        case "min":
            return in_words(timedelta(minutes=float(number)))
        case "d":
            return ngettext("%(count)s day", "%(count)s days", int(number)) % {"count": number}
        case "mo":
            return ngettext("%(count)s month", "%(count)s months", int(number)) % {"count": number}
        case _:
            return _later(text)


def _days(count: int, day: timedelta | None) -> str:
    if day is None:
        sentence = ngettext("%(count)s working day", "%(count)s working days", count)
        return sentence % {"count": count}
    sentence = ngettext(
        "%(count)s working day of %(time)s", "%(count)s working days of %(time)s", count
    )
    return sentence % {"count": count, "time": duration(day)}


def _later(text: str) -> str:
    match text:
        case "from_estimate":
            return pgettext("within", "as the estimate says")
        case "promised_date":
            return pgettext("within", "on the date we name")
        case _:
            return text
