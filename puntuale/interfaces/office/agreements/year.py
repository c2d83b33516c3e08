"""A year in one line: holidays, closures, and today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms
from puntuale.ui.clauses.weeks import dated
from puntuale.ui.words.dates import month_initials


@dataclass(frozen=True, slots=True)
class Stretch:
    """A closure in the year: its place and length in per cent, and its sentence."""

    x: float
    width: float
    said: str


@dataclass(frozen=True, slots=True)
class Year:
    """What is drawn of a year; `now` is None in another year than today's."""

    number: int
    holidays: tuple[float, ...]
    closures: tuple[Stretch, ...]
    now: float | None
    months: tuple[str, ...]

    @property
    def said(self) -> str:
        """The drawing in words."""
        holidays = ngettext(
            "%(year)s: %(count)s public holiday",
            "%(year)s: %(count)s public holidays",
            len(self.holidays),
        ) % {"year": self.number, "count": len(self.holidays)}
        return " ".join([f"{holidays}.", *(each.said for each in self.closures)])


def year_of(terms: Terms, number: int, at: datetime) -> Year:
    """The year `number` under every closure announced by `at`."""
    timetable = terms.timetable
    names = [*timetable.named, *(each.code for each in timetable.windows.windows)]
    holidays = frozenset().union(*(timetable.holidays_for(name) for name in names))
    closures = {each for name in names for each in timetable.closures_for(name)}
    today = at.astimezone(terms.zone).date()
    return Year(
        number=number,
        holidays=tuple(_place(day) for day in sorted(holidays) if day.year == number),
        closures=tuple(_stretches(closures, number, terms.zone)),
        now=_place(today) if today.year == number else None,
        months=month_initials(),
    )


def _stretches(closures: set[Closure], number: int, zone: ZoneInfo) -> Iterator[Stretch]:
    for each in sorted(closures, key=lambda each: (each.first, each.code)):
        if not each.first.year <= number <= each.last.year:
            continue
        first = max(each.first, date(number, 1, 1))
        last = min(each.last, date(number, 12, 31))
        width = round(_place(last) - _place(first) + 100 / _days(number), 3)
        yield Stretch(_place(first), width, _said(each, zone))


def _said(closure: Closure, zone: ZoneInfo) -> str:
    values = {"first": dated(closure.first), "last": dated(closure.last)}
    if closure.announced_at is None:
        return _("Closed from %(first)s to %(last)s.") % values
    values["told"] = dated(closure.announced_at.astimezone(zone).date())
    return _("Closed from %(first)s to %(last)s, announced on %(told)s.") % values


def _place(day: date) -> float:
    return round(100 * (day.timetuple().tm_yday - 1) / _days(day.year), 3)


def _days(year: int) -> int:
    return date(year, 12, 31).timetuple().tm_yday
