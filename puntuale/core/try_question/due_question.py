"""`ask: due`: a request, what happened to it, and until when to look."""

from dataclasses import dataclass
from datetime import date, datetime

from puntuale.core.agreements.document.kinds.hours import hours
from puntuale.core.agreements.document.nodes import Scalar
from puntuale.core.agreements.document.problems import Place, Problems
from puntuale.core.agreements.history import (
    Cause,
    Event,
    Met,
    Paused,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure, Minutes
from puntuale.core.try_question.errors import BadQuestion
from puntuale.core.try_question.fields import Fields, deployment

WHAT = ("paused", "resumed", "severity_changed", "met")


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """When is it due?"""

    request: Request
    history: tuple[Event, ...]
    closures: tuple[Closure, ...]
    now: datetime


def read_due_question(fields: Fields) -> DueQuestion:
    """The question that the object asks.

    Raises:
        BadQuestion: something is missing, of the wrong kind, unknown, or out of order.
    """
    request = Request(
        submitted_at=fields.instant("submitted_at"),
        channel=fields.word("channel"),
        classification=Classification(
            fields.optional_word("type"),
            fields.optional_word("severity"),
            fields.optional_word("level"),
        ),
        deployment=deployment(fields),
    )
    history = tuple(_event(each) for each in fields.objects("history"))
    closures = tuple(_closure(each) for each in fields.objects("closures"))
    now = fields.optional_instant("now")
    fields.refuse_the_rest()
    _refuse_disorder(request, history, now)
    last = history[-1].at if history else request.submitted_at
    return DueQuestion(request, history, closures, now or last)


def _event(fields: Fields) -> Event:
    at, what = fields.instant("at"), fields.one_of("what", WHAT)
    event = _event_of(fields, at, what)
    fields.refuse_the_rest()
    return event


def _event_of(fields: Fields, at: datetime, what: str) -> Event:
    if what == "paused":
        return Paused(at, fields.word("because"))
    if what == "resumed":
        return Resumed(at)
    if what == "met":
        return Met(at, Metric(fields.one_of("metric", tuple(Metric))))
    return SeverityChanged(at, fields.word("to"), Cause(fields.one_of("as", tuple(Cause))))


def _closure(fields: Fields) -> Closure:
    first, last = fields.day("from"), fields.day("to")
    if last < first:
        raise BadQuestion("closure_backwards", f"{fields.where} ends before it begins.")
    closure = Closure(
        code=fields.optional_word("code") or fields.where.replace(" ", "-"),
        first=first,
        last=last,
        announced_at=fields.optional_instant("announced_at"),
        reopenings=tuple(_reopening(each) for each in fields.objects("availability")),
    )
    fields.refuse_the_rest()
    return closure


def _reopening(fields: Fields) -> tuple[date, tuple[Minutes, ...]]:
    day, listed, problems = fields.day("date"), fields.listed("hours"), Problems()
    fields.refuse_the_rest()
    nodes = [Scalar(Place(fields.where, 1), str(each)) for each in listed]
    found = [hours(node, problems) for node in nodes]
    if problems:
        raise BadQuestion("bad_hours", f"{fields.where}: {problems.found[0].message}")
    return day, tuple((each.opens, each.closes) for each in found)


def _refuse_disorder(request: Request, history: tuple[Event, ...], now: datetime | None) -> None:
    last = request.submitted_at
    for number, event in enumerate(history, 1):
        if event.at < request.submitted_at:
            message = f"history {number} happened before the request was submitted."
            raise BadQuestion("before_submission", message)
        if event.at < last:
            message = f"history {number} happened before the one above it."
            raise BadQuestion("out_of_order", message)
        last = event.at
    if now is not None and now < request.submitted_at:
        raise BadQuestion("before_submission", "“now” is before the request was submitted.")
