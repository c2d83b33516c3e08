"""Named hours: a week, its holidays, its closures, and how long a working day is."""

import re
from dataclasses import dataclass
from datetime import date

from puntuale.core.agreements.document.kinds.dates import day
from puntuale.core.agreements.document.kinds.hours import Hours, hours, weekly
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import NAME, Name, name, one_of
from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, items, one_or_more, section

VENDOR = "vendor"
COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Holidays:
    """Whose public holidays: a country and, where they differ, a part of it.

    `exceptions` are holidays there on which this calendar is open all the same.
    """

    place: Place
    country: str
    subdivision: str | None
    exceptions: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Reopening:
    """Hours in which the desk is there although it is closed."""

    date: date
    hours: tuple[Hours, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Days on which a calendar is closed; `announced` from 00:00 of that day, None: always known."""

    place: Place
    code: Name
    first: date
    last: date
    announced: date | None
    availability: tuple[Reopening, ...]


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A calendar as the document names it."""

    place: Place
    weekly: tuple[tuple[Hours, ...], ...]
    holidays: tuple[Holidays, ...]
    closures: tuple[ClosureRow, ...]
    lists_vendor: bool
    working_day: Quantity | None


def read_calendar(found: Section) -> CalendarRow:
    closures = found.table("closures", closure_or_vendor)
    found.optional("closure_rule", one_of("known_when_opened"))
    return CalendarRow(
        place=found.place,
        weekly=found.required("weekly", weekly),
        holidays=found.default("holidays", one_or_more(section(read_holidays)), ()),
        closures=tuple(each for each in closures if each is not None),
        lists_vendor=None in closures,
        working_day=found.optional("working_day", quantity("h", "min")),
    )


def read_holidays(found: Section) -> Holidays:
    subdivision = found.optional("subdivision", _subdivision)
    country = found.required("country", _country)
    return Holidays(found.place, country, subdivision, found.default("except", items(day), ()))


def _country(node: Node, problems: Problems) -> str:
    if isinstance(node, Scalar) and COUNTRY.fullmatch(node.text):
        return node.text
    problems.add("country_wanted", node.place)
    return ""


def _subdivision(node: Node, problems: Problems) -> str:
    # Some are numbers, such as the cantons of a few countries: text all the same.
    if isinstance(node, Scalar) and NAME.fullmatch(f"x{node.text}"):
        return node.text
    problems.add("name_wanted", node.place)
    return ""


def closure_or_vendor(node: Node, problems: Problems) -> ClosureRow | None:
    """A closure, or None for the entry `vendor`: the closures that the vendor announces."""
    if isinstance(node, Scalar) and node.text == VENDOR:
        return None
    return section(read_closure)(node, problems)


def read_closure(found: Section) -> ClosureRow:
    return ClosureRow(
        place=found.place,
        code=found.required("code", name),
        first=found.required("from", day),
        last=found.required("to", day),
        announced=found.optional("announced", day),
        availability=found.table("availability", section(_read_reopening)),
    )


def _read_reopening(found: Section) -> Reopening:
    reopened = found.required("hours", items(hours))
    return Reopening(found.required("date", day), reopened, found.place)
