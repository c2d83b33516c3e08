"""The week cut into windows, and which severity is handled in which."""

from dataclasses import dataclass

from puntuale.core.agreements.document.kinds.hours import Hours, days, hours
from puntuale.core.agreements.document.kinds.quantity import Quantity, quantity
from puntuale.core.agreements.document.kinds.words import Name, name, one_of
from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.parts.calendars import Holidays, read_holidays
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import Section, entries, items, one_or_more, section

COVERAGE = "coverage"
RUN, HOLD = "run", "hold"
EVERY_DAY: tuple[tuple[int, ...], ...] = (tuple(range(7)),)


@dataclass(frozen=True, slots=True)
class WindowRow:
    """Hours of some weekdays, or of holidays; hours None are the rest that no other window has."""

    place: Place
    code: Name
    days: frozenset[int]
    hours: tuple[Hours, ...] | None
    holidays: tuple[Holidays, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A severity's line of the coverage matrix: what it does in each window."""

    place: Place
    windows: dict[str, Name]


@dataclass(frozen=True, slots=True)
class WorkingDayRow:
    """Which window or calendar is the office, and how long its working day is."""

    place: Place
    calendar: Name
    length: Quantity


def read_window(found: Section) -> WindowRow:
    listed = found.default("days", one_or_more(days), EVERY_DAY)
    return WindowRow(
        place=found.place,
        code=found.required("code", name),
        days=frozenset(day for range_ in listed for day in range_),
        hours=found.required("hours", _hours_or_rest),
        holidays=found.default("holidays", one_or_more(section(read_holidays)), ()),
    )


def _hours_or_rest(node: Node, problems: Problems) -> tuple[Hours, ...] | None:
    if isinstance(node, Scalar) and node.text == "rest":
        return None
    return items(hours)(node, problems)


def coverage_row(node: Node, problems: Problems) -> CoverageRow:
    """`{office: run, weekend: hold}`."""
    return CoverageRow(node.place, entries(one_of(RUN, HOLD))(node, problems))


def read_working_day(found: Section) -> WorkingDayRow:
    calendar = found.required("calendar", name)
    return WorkingDayRow(found.place, calendar, found.required("length", quantity("h", "min")))
