"""Weeks in words: which hours on which days."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.document.kinds.hours import MIDNIGHT, Hours
from puntuale.ui.words.dates import LONG, date_of, weekday
from puntuale.ui.words.lists import listed

MONDAY = date(2024, 1, 1)
WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class DayHours:
    """Days that have the same hours: "Monday to Friday", "09:00 – 13:00 and 14:30 – 18:30"."""

    days: str
    hours: str

    def __str__(self) -> str:
        return f"{self.days} {self.hours}"


def week_in_words(weekly: Sequence[Sequence[Hours]]) -> tuple[DayHours, ...]:
    """A week as few lines: days with the same hours stand together, closed days are left out."""
    alike: dict[tuple[Hours, ...], list[int]] = {}
    for day, hours in enumerate(weekly):
        if hours:
            alike.setdefault(tuple(hours), []).append(day)
    return tuple(DayHours(days_in_words(days), hours_in_words(h)) for h, days in alike.items())


def is_always_open(weekly: Sequence[Sequence[Hours]]) -> bool:
    """Whether it is open around the clock."""
    return all([(each.opens, each.closes) for each in day] == [(0, MIDNIGHT)] for day in weekly)


def days_in_words(days: Collection[int]) -> str:
    """ "Monday to Friday", "Saturday and Sunday", "every day"."""
    if set(days) >= WEEK:
        return pgettext("days", "every day")
    return listed(day_names(days))


def day_names(days: Collection[int]) -> list[str]:
    """The same one by one: "Monday to Wednesday", "Saturday", "Sunday"."""
    return [_run_in_words(run) for run in _runs(days)]


def hours_in_words(hours: Sequence[Hours]) -> str:
    """ "09:00 – 13:00 and 14:30 – 18:30", "all day"."""
    return spans_in_words([(each.opens, each.closes) for each in hours])


def spans_in_words(spans: Sequence[tuple[int, int]]) -> str:
    """The same of minutes since midnight."""
    if list(spans) == [(0, MIDNIGHT)]:
        return pgettext("hours", "all day")
    return listed(f"{clock(opens)} – {clock(closes)}" for opens, closes in spans)


def clock(minutes: int) -> str:
    """ "09:00", from minutes since midnight; midnight at the end of a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def dated(day: date) -> str:
    """ "10 August 2026": with its year, for agreements are read in other years."""
    return date_of(day, date.min, LONG)


def _runs(days: Collection[int]) -> Iterator[list[int]]:
    """Days in a row, three or more together; Sunday and Monday are not joined."""
    run: list[int] = []
    for day in sorted(days):
        if run and day != run[-1] + 1:
            yield from _short_apart(run)
            run = []
        run.append(day)
    yield from _short_apart(run)


def _short_apart(run: list[int]) -> Iterator[list[int]]:
    if len(run) > 2:
        yield run
    else:
        yield from ([day] for day in run)


def _run_in_words(run: list[int]) -> str:
    names = [weekday(MONDAY + timedelta(days=day), LONG) for day in (run[0], run[-1])]
    if len(run) == 1:
        return names[0]
    return _("%(first)s to %(last)s") % {"first": names[0], "last": names[1]}
