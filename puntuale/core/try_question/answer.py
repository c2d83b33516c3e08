"""One question, decoded from JSON, and its answer, ready to be encoded."""

from datetime import datetime, tzinfo
from typing import Any

from puntuale.core.agreements.acceptance import (
    Acceptance,
    decide_acceptance,
    refuse_unknown_words,
)
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.clocks.steps import as_data
from puntuale.core.agreements.clocks.why import why
from puntuale.core.agreements.history import SeverityChanged
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.errors import CoreError
from puntuale.core.try_question.book import Book
from puntuale.core.try_question.charge_answer import charge_answer
from puntuale.core.try_question.charge_question import ChargeQuestion, read_charge_question
from puntuale.core.try_question.due_question import DueQuestion, read_due_question
from puntuale.core.try_question.fields import Fields, fields_of

Answer = dict[str, Any]

DUE, CHARGE = "due", "charge"


def answer_to(question: object, book: Book) -> Answer:
    """The answer, or `{"id", "error": {"code", "message"}}`; no question makes it raise."""
    given = question.get("id") if isinstance(question, dict) else None
    try:
        return {"id": given} | _answer(fields_of(question, "the question"), book)
    except CoreError as error:
        return refusal(given, error.code, str(error))


def refusal(given: object, code: str, message: str) -> Answer:
    """The answer to a question that cannot be answered."""
    return {"id": given, "error": {"code": code, "message": message}}


def _answer(fields: Fields, book: Book) -> Answer:
    fields.optional("id")
    ask, code = fields.one_of("ask", (DUE, CHARGE)), fields.word("agreement")
    if ask == CHARGE:
        charging = book.charging(code)
        return charge(charging, read_charge_question(fields, charging))
    question = read_due_question(fields)
    return due(book.terms(code, question.closures), question)


def due(terms: Terms, question: DueQuestion) -> Answer:
    """When everything that the agreement promises on a request is due."""
    acceptance = decide_acceptance(terms, question.request)
    if not acceptance.accepted:
        return _refused(acceptance, question)
    for event in question.history:
        if isinstance(event, SeverityChanged):
            refuse_unknown_words(terms, Classification(severity=event.to))
    readings = read_clocks(terms, question.request, question.history, question.now)
    return {"accepted": True, "targets": [_target(each, terms.zone) for each in readings]}


def charge(charging: ChargingTerms, question: ChargeQuestion) -> Answer:
    """What the agreement takes for work, and why."""
    refuse_unknown_words(charging.terms, question.case.classification)
    found = charge_for(charging, question.case, question.work, question.means, question.estimate)
    return charge_answer(found, charging.terms.zone)


def _refused(acceptance: Acceptance, question: DueQuestion) -> Answer:
    step = {
        "code": "refused",
        "reason": acceptance.reason,
        "channel": question.request.channel,
        "row": acceptance.row,
    }
    return {"accepted": False, "reason": acceptance.reason, "targets": [], "because": [step]}


def _target(reading: Reading, zone: tzinfo) -> Answer:
    return {
        "metric": reading.metric.value,
        "binding": reading.binding,
        "starts_at": _instant(reading.starts_at, zone),
        "due_at": _instant(reading.due_at, zone),
        "state": reading.state.value,
        "breached_at": _instant(reading.breached_at, zone),
        "because": [as_data(step, zone) for step in why(reading)],
    }


def _instant(instant: datetime | None, zone: tzinfo) -> str | None:
    return None if instant is None else instant.astimezone(zone).isoformat()
