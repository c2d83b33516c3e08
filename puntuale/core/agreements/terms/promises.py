"""The promises of a document in the order in which they are tried: targets, then commitments."""

from collections.abc import Iterator

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.clock import END_OF_DAY
from puntuale.core.agreements.document.parts.targets import TargetRow
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.terms.target import MINUTE, Pattern, Target, Unit, WaitsFor, Within
from puntuale.core.agreements.terms.words import pattern_of, word

CALLBACK = "callback"


def promises(document: Document) -> tuple[Target, ...]:
    """Every target of the document, the promised call of its callback form last."""
    return tuple(_promises(document))


def working_day_minutes(document: Document, calendar: str | None) -> int | None:
    """How long a `wd` of that calendar is; None where the document does not say."""
    row = document.calendars.get(calendar or "")
    if row is not None and row.working_day is not None:
        return row.working_day.minutes
    return None if document.working_day is None else document.working_day.length.minutes


def _promises(document: Document) -> Iterator[Target]:
    for table, rows in (("targets", document.targets), ("commitments", document.commitments)):
        for number, row in enumerate(rows, 1):
            yield _target(document, row, table, number)
    callback = document.callback
    if callback is not None and callback.within is not None:
        calendar = word(callback.calendar)
        yield Target(
            metric=Metric.CALLBACK,
            binding=True,
            within=_counted(document, callback.within, calendar),
            calendar=calendar,
            share=None,
            table=CALLBACK,
            row=1,
            pattern=Pattern(channel=frozenset({CALLBACK})),
        )


def _target(document: Document, row: TargetRow, table: str, number: int) -> Target:
    calendar = word(row.calendar)
    return Target(
        metric=Metric(row.metric),
        binding=row.binding,
        within=_within(document, row.within, calendar),
        calendar=calendar,
        share=word(row.share),
        table=table,
        row=number,
        pattern=pattern_of(row.match),
    )


def _within(document: Document, within: Quantity | str, calendar: str | None) -> Within:
    if isinstance(within, Quantity):
        return _counted(document, within, calendar)
    return Within(text=str(within), waits_for=WaitsFor(within))


def _counted(document: Document, within: Quantity, calendar: str | None) -> Within:
    unit = Unit(within.unit)
    if unit is not Unit.WORKING_DAY:
        return Within(str(within), unit, within.minutes * MINUTE)
    days = int(within.number)
    budget = days * (working_day_minutes(document, calendar) or 0) * MINUTE
    ends_of_days = document.clock.counting == END_OF_DAY
    return Within(str(within), unit, budget, days if ends_of_days else None)
