"""Can every promise be counted?"""

from collections.abc import Iterator

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.kinds.words import Name
from puntuale.core.agreements.document.problems import Place, Problem, problem
from puntuale.core.agreements.terms.promises import working_day_minutes

SHORTEST_DAY, LONGEST_DAY = 60, 24 * 60


def calendars_missing(document: Document) -> Iterator[Problem]:
    """Working hours and days that no calendar counts, and days whose length nobody says."""
    for place, within, calendar in _counted(document):
        if within.unit in ("wh", "wd") and calendar is None:
            yield problem("calendar_missing", place, within=within)
        elif within.unit == "wd" and working_day_minutes(document, calendar) is None:
            yield problem("working_day_missing", place, calendar=calendar)


def _counted(document: Document) -> Iterator[tuple[Place, Quantity, Name | None]]:
    for row in (*document.targets, *document.commitments):
        if isinstance(row.within, Quantity):
            yield row.place, row.within, row.calendar
    callback = document.callback
    if callback is not None and callback.within is not None:
        yield callback.place, callback.within, callback.calendar


def wrong_working_days(document: Document) -> Iterator[Problem]:
    """Working days shorter than an hour or longer than a day."""
    lengths = [row.working_day for row in document.calendars.values()]
    if document.working_day is not None:
        lengths.append(document.working_day.length)
    for length in lengths:
        if length is not None and not SHORTEST_DAY <= length.minutes <= LONGEST_DAY:
            yield problem("working_day_length", length.place)
