"""Hours of a day, as minutes since midnight: 24:00 is 1440."""

import re
from dataclasses import dataclass, field

from puntuale.core.agreements.document.nodes import Entries, Node, Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.document.section import items

TIME = r"([01][0-9]|2[0-4]):([0-5][0-9])"
HOURS = re.compile(f"{TIME}-{TIME}")
MIDNIGHT = 24 * 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens`, included, to `closes`, not included."""

    opens: int
    closes: int
    place: Place = field(compare=False)


def hours(node: Node, problems: Problems) -> Hours:
    """`"09:00-18:00"`; never over midnight. Wrong hours are empty."""
    found = _hours(node)
    if found is None:
        problems.add("hours_wanted", node.place)
    elif found.opens >= found.closes:
        problems.add("hours_over_midnight", node.place)
    else:
        return found
    return Hours(0, 0, node.place)


def night_hours(node: Node, problems: Problems) -> Hours:
    """`"20:00-08:00"`; may go over midnight."""
    found = _hours(node)
    if found is None or found.opens == found.closes:
        problems.add("hours_wanted", node.place)
        return Hours(0, 0, node.place)
    return found


def _hours(node: Node) -> Hours | None:
    match = HOURS.fullmatch(node.text) if isinstance(node, Scalar) else None
    if match is None:
        return None
    opens, closes = (int(match[at]) * 60 + int(match[at + 1]) for at in (1, 3))
    return Hours(opens, closes, node.place) if max(opens, closes) <= MIDNIGHT else None


def days(node: Node, problems: Problems) -> tuple[int, ...]:
    """`mon-fri`, `sat`, `fri-mon`: weekday numbers, Monday is 0; a range may wrap."""
    written = node.text if isinstance(node, Scalar) else ""
    return _days(written, node.place, problems)


def _days(written: str, place: Place, problems: Problems) -> tuple[int, ...]:
    first, _, last = written.partition("-")
    if first not in DAYS or (last or first) not in DAYS or written.endswith("-"):
        problems.add("days_wanted", place, written=written)
        return ()
    start, end = DAYS.index(first), DAYS.index(last or first)
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))


def weekly(node: Node, problems: Problems) -> tuple[tuple[Hours, ...], ...]:
    """Hours for days, such as `{mon-fri: ["09:00-13:00"], wed: ["14:00-18:00"]}`; keys add up."""
    week: list[list[Hours]] = [[] for _ in DAYS]
    if not isinstance(node, Entries):
        problems.add("mapping_wanted", node.place)
        return tuple(map(tuple, week))
    for key, value in node.nodes.items():
        listed = items(hours)(value, problems)
        for day in _days(key, value.place, problems):
            week[day] += listed
    return tuple(tuple(sorted(day, key=lambda each: each.opens)) for day in week)
