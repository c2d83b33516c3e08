"""Dates, as ISO writes them."""

import re
from datetime import date

from puntuale.core.agreements.document.nodes import Node, Scalar
from puntuale.core.agreements.document.problems import Problems

FIRST_YEAR, LAST_YEAR = 1990, 2100  # the years for which holidays are resolved
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(node: Node, problems: Problems) -> date:
    """`2026-12-24`."""
    if isinstance(node, Scalar) and DATE.fullmatch(node.text):
        try:
            found = date.fromisoformat(node.text)
        except ValueError:
            pass
        else:
            if FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
    problems.add("date_wanted", node.place, first=FIRST_YEAR, last=LAST_YEAR)
    return date(FIRST_YEAR, 1, 1)
