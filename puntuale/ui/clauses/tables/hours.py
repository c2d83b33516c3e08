"""Hours as a table: the days that are alike stand in one column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.calendars import CalendarRow
from puntuale.core.agreements.terms.pieces import WHOLE_DAY
from puntuale.core.agreements.terms.terms import ChannelRule, Terms
from puntuale.core.agreements.terms.windows import DayKind, Windows
from puntuale.core.working_time.calendar import Hours
from puntuale.ui.clauses.naming import hours_name
from puntuale.ui.clauses.weeks import day_names, days_in_words, spans_in_words
from puntuale.ui.words.lists import listed

WEEK = tuple(range(7))
HOLIDAY = 7
MONDAY, SUNDAY = 0, 6


@dataclass(frozen=True, slots=True)
class HoursTable:
    """`columns` are days; each row has a name and its hours on those days."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def hours_table(document: Document, terms: Terms) -> HoursTable:
    """Every calendar and window of the agreement, and when requests are received."""
    weeks = list(_weeks(document, terms))
    days = (*WEEK, HOLIDAY) if _has_holidays(document) else WEEK
    alike: dict[tuple[str, ...], list[int]] = {}
    for day in days:
        alike.setdefault(tuple(week[day] for _name, week in weeks), []).append(day)
    groups = list(alike.values())
    return HoursTable(
        columns=tuple(_named(group) for group in groups),
        rows=tuple((name, tuple(week[group[0]] for group in groups)) for name, week in weeks),
    )


def _weeks(document: Document, terms: Terms) -> Iterator[tuple[str, list[str]]]:
    """Names with the hours of seven days and of a holiday."""
    is_reached_always = _is_reached_always(terms)
    if is_reached_always:
        yield _("Receiving requests"), [_said(WHOLE_DAY)] * 8
    for name, row in document.calendars.items():
        # Beside requests that are received at all hours it would say the same again.
        if not (is_reached_always and terms.timetable.named[name].is_always_open):
            yield _capital(hours_name(name)), _calendar(row)
    for window in document.windows:
        yield _capital(hours_name(window.code)), _window(str(window.code), terms.timetable.windows)


def _calendar(row: CalendarRow) -> list[str]:
    week = [_said((each.opens, each.closes) for each in day) for day in row.weekly]
    if row.holidays:
        return [*week, _said(())]
    return [*week, week[0] if len(set(week)) == 1 else _("as on other days")]


def _window(code: str, windows: Windows) -> list[str]:
    week = [_said(windows.hours({code}, DayKind(day))) for day in WEEK]
    all_holidays = frozenset(each.code for each in windows.windows if each.holidays is not None)
    holidays = {_said(windows.hours({code}, DayKind(day, all_holidays))) for day in WEEK}
    return [*week, holidays.pop() if len(holidays) == 1 else _("as on other days")]


def _is_reached_always(terms: Terms) -> bool:
    return any(
        channel.rule is ChannelRule.ACCEPT
        and (channel.calendar is None or _is_always_open(terms, channel.calendar))
        for channel in terms.channels.values()
    )


def _is_always_open(terms: Terms, calendar: str) -> bool:
    named = terms.timetable.named.get(calendar)
    return named is not None and named.is_always_open


def _has_holidays(document: Document) -> bool:
    of_calendars = [row.holidays for row in document.calendars.values()]
    return any([*of_calendars, *(row.holidays for row in document.windows)])


def _named(days: list[int]) -> str:
    weekdays = [day for day in days if day != HOLIDAY]
    holidays = [_("public holidays")] if HOLIDAY in days else []
    names = [days_in_words(WEEK)] if len(weekdays) == len(WEEK) else day_names(weekdays)
    return _capital(listed([*names, *holidays]))


def _said(hours: Iterable[tuple[int, int]]) -> str:
    spans: Hours = tuple(hours)
    return spans_in_words(spans) if spans else pgettext("hours of a day", "closed")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
