"""When: "Tue 10:00" beside figures, "Tuesday 10:00" in sentences, with the preposition it needs."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise as Lazy
from django.utils.translation import pgettext, pgettext_lazy

from puntuale.ui.words.dates import LONG, SHORT, Width, full_date, weekday
from puntuale.ui.words.viewpoint import Viewpoint, place

NEAR_DAYS = 6  # further away, a weekday alone would not say which


@dataclass(frozen=True, slots=True)
class Preposition:
    """How a language joins a word to an hour alone, to an hour later today, and to a day."""

    hour: Lazy
    later_today: Lazy
    day: Lazy
    short_day: Lazy


BY = Preposition(
    pgettext_lazy("by", "%(hour)s"),
    pgettext_lazy("by", "%(hour)s today"),
    pgettext_lazy("by", "%(day)s %(hour)s"),
    pgettext_lazy("by, short", "%(day)s %(hour)s"),
)
UNTIL = Preposition(
    pgettext_lazy("until", "%(hour)s"),
    pgettext_lazy("until", "%(hour)s"),
    pgettext_lazy("until", "%(day)s %(hour)s"),
    pgettext_lazy("until, short", "%(day)s %(hour)s"),
)
SINCE = Preposition(
    pgettext_lazy("since", "%(hour)s"),
    pgettext_lazy("since", "%(hour)s"),
    pgettext_lazy("since", "%(day)s %(hour)s"),
    pgettext_lazy("since, short", "%(day)s %(hour)s"),
)
AT = Preposition(
    pgettext_lazy("at", "at %(hour)s"),
    pgettext_lazy("at", "at %(hour)s"),
    pgettext_lazy("at", "on %(day)s at %(hour)s"),
    pgettext_lazy("at, short", "%(day)s %(hour)s"),
)


def said(preposition: Preposition, at: datetime, view: Viewpoint, width: Width = LONG) -> str:
    """`at` inside a sentence, after the word that `preposition` stands for."""
    local = view.local(at)
    if local.date() != view.today or view.names_days:
        form = preposition.day if width == LONG else preposition.short_day
    elif at > view.now:
        form = preposition.later_today
    else:
        form = preposition.hour
    values = {"hour": hour(at, view), "day": day(at, view, width)}
    return str(form) % values + elsewhere(at, view)


def short(at: datetime, view: Viewpoint) -> str:
    """ "10:00" today, "Tue 10:00" near, "Mon 30 Nov 10:00" further away."""
    return " ".join(filter(None, [lead(at, view), hour(at, view)])) + elsewhere(at, view)


def ends_a_day(at: datetime, view: Viewpoint) -> bool:
    """Whether somebody named a day and no hour: it falls due in the last minute of that day."""
    return hour(at, view) == "23:59"


def lead(at: datetime, view: Viewpoint) -> str:
    """The day of `at` as it stands before its hour; nothing when it is today."""
    return "" if view.local(at).date() == view.today else day(at, view, SHORT)


def hour(at: datetime, view: Viewpoint) -> str:
    """ "10:00", on the clock of the view's zone."""
    return f"{view.local(at):%H:%M}"


def day(at: datetime, view: Viewpoint, width: Width = SHORT) -> str:
    """ "Tue", and from a week away on "Tue 1 Dec"."""
    local = view.local(at).date()
    if abs((local - view.today).days) <= NEAR_DAYS:
        return weekday(local, width)
    return full_date(local, view.today, width)


def interval(start: datetime, end: datetime, view: Viewpoint) -> str:
    """ "Mon 10:00 – 12:00", "Mon 12:00 – Tue 15:00"; the day is always named."""
    first = f"{day(start, view)} {hour(start, view)}"
    if view.local(start).date() == view.local(end).date():
        return f"{first} – {hour(end, view)}"
    return f"{first} – {day(end, view)} {hour(end, view)}"


def elsewhere(at: datetime, view: Viewpoint) -> str:
    """ " (Rome time)" where the reader's own clock shows another hour."""
    if not view.differs(at):
        return ""
    return " " + pgettext("zone", "(%(place)s time)") % {"place": place(view.zone)}
