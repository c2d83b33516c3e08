"""The test bench: a question to an edition of an agreement, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from puntuale.apps.agreements.written import Written
from puntuale.apps.tickets.refusals import refusal_by
from puntuale.core.agreements.acceptance import Acceptance, decide_acceptance
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.history import Event
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import Terms
from puntuale.interfaces.office.agreements.charging import Charged, charged
from puntuale.interfaces.office.agreements.opening import Opened
from puntuale.interfaces.office.agreements.questions import (
    QuestionForm,
    as_fields,
    as_question,
    history_of,
    request_of,
)
from puntuale.interfaces.office.agreements.sentence import understand
from puntuale.ui.clauses.naming import severity_name, type_name
from puntuale.ui.clauses.speech import Speech
from puntuale.ui.readings import explanation, viewpoint
from puntuale.ui.wall_time import MINUTE
from puntuale.ui.why.values import Explanation, Sign
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.moments import day, hour
from puntuale.ui.words.quantities import terms as terms_in_words
from puntuale.ui.words.refusals import because

DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Answered:
    """One promise on the request asked about; `due` is said, `why` is None without an instant."""

    label: str
    due: str
    is_aim: bool
    why: Explanation | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the agreement does with the request: promises, or the reason why it is refused.

    `line` is where the row stands that decided, None where none did or it is inherited.
    """

    promises: tuple[Answered, ...]
    refused: str
    line: int | None
    question: Mapping[str, Any]
    charged: Charged | None = None


@dataclass(frozen=True)
class Bench:
    """A question and its answer; without a `form` the edition is not clear enough to be asked."""

    edition: Written
    is_draft: bool
    sentence: str
    unknown: tuple[str, ...]
    form: QuestionForm | None
    answer: Answer | None
    share: str


def bench_of(opened: Opened, data: QueryDict, at: datetime) -> Bench:
    """What `data` asks: a sentence, or fields, of the edition shown or of its draft."""
    edition, is_draft = opened.shown, opened.is_draft
    if data.get("of") == DRAFT and opened.draft is not None:
        edition, is_draft = opened.draft, True
    document, terms = edition.document, opened.terms(edition)
    sentence = data.get("ask", "").strip()[:200]
    if document is None or terms is None:
        return Bench(edition, is_draft, sentence, (), None, None, "")
    unknown: tuple[str, ...] = ()
    fields: dict[str, Any] = data.dict()
    if sentence:
        understood = understand(sentence, document, at, terms.zone)
        unknown = tuple(understood.unknown)
        fields = _with_usual(as_fields(understood), terms)
    if not sentence and "channel" not in fields:
        form = QuestionForm(None, document, terms, _usual(terms, at))
        return Bench(edition, is_draft, sentence, unknown, form, None, "")
    form = QuestionForm(_typed({"arrives": at, **fields}, terms.zone), document, terms, None)
    answer = _answer(form, edition, document, terms, at) if form.is_valid() else None
    share = _address(opened, form, is_draft=is_draft) if answer else ""
    return Bench(edition, is_draft, sentence, unknown, form, answer, share)


def _usual(terms: Terms, at: datetime) -> dict[str, Any]:
    return _with_usual({"arrives": at}, terms)


def _with_usual(fields: dict[str, Any], terms: Terms) -> dict[str, Any]:
    """A question that names no channel, kind or severity asks about the usual ones."""
    first = {
        "channel": next(iter(terms.channels), ""),
        "type": next(iter(terms.types), ""),
        "severity": next(iter(terms.severities), ""),
        "level": next(iter(terms.levels), ""),
    }
    return {**first, **fields}


def _typed(fields: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    return {
        name: value.astimezone(zone).strftime(MINUTE) if isinstance(value, datetime) else value
        for name, value in fields.items()
    }


def _answer(
    form: QuestionForm, edition: Written, document: Document, terms: Terms, at: datetime
) -> Answer:
    request = request_of(form.cleaned_data, at)
    history = history_of(form.cleaned_data, form.waits_for)
    asked = as_question(request, history, terms.zone)
    acceptance = decide_acceptance(terms, request)
    if not acceptance.accepted:
        refused = _refused(acceptance, document, request)
        return Answer((), refused, _line(acceptance, edition, request), asked)
    now = max([request.submitted_at, *(each.at for each in history)])
    readings = read_clocks(terms, request, history, now)
    names, cost = _names(document), charged(form.cleaned_data, document, terms, request)
    read = tuple(_as_it_fell_due(each, terms, request, history) for each in readings)
    return Answer(tuple(_answered(each, names) for each in read), "", None, asked, cost)


def _as_it_fell_due(
    reading: Reading, terms: Terms, request: Request, history: tuple[Event, ...]
) -> Reading:
    """What comes after the due instant is no answer to when it is."""
    if reading.breached_at is None:
        return reading
    slot = (reading.metric, reading.binding)
    earlier = read_clocks(terms, request, history, reading.breached_at)
    return next(each for each in earlier if (each.metric, each.binding) == slot)


def _refused(acceptance: Acceptance, document: Document, request: Request) -> str:
    kind = request.classification.type or ""
    reason = refusal_by(document, acceptance.reason or "", channel=request.channel, type=kind)
    return because(reason)


def _line(acceptance: Acceptance, edition: Written, request: Request) -> int | None:
    key = (
        ("channels", request.channel)
        if acceptance.row is None
        else ("charging", acceptance.row - 1)
    )
    return min(edition.lines([key]), default=None)


def _answered(reading: Reading, names: Mapping[str, str]) -> Answered:
    view = viewpoint(reading, None)
    metric = METRICS[reading.metric.value]
    label = f"{metric.in_row}, {terms_in_words(reading.target.within)}"
    if reading.due_at is None:
        return Answered(label, _("no date yet"), not reading.binding, None)
    found = explanation(reading, view, names)
    due = f"{day(reading.due_at, view)} {hour(reading.due_at, view)}"
    return Answered(label, due, not reading.binding, _unhurried(found))


def _unhurried(found: Explanation | None) -> Explanation | None:
    """Nobody asks from now: the mark of the present would be that of the question."""
    if found is None:
        return None
    marks = [mark for mark in found.marks if mark.sign is not Sign.NOW]
    return replace(found, marks=marks)


def _names(document: Document) -> dict[str, str]:
    speech = Speech(document, {})
    return {
        "targets": _("Promises"),
        "commitments": _("Commitments"),
        "callback": _("Call back"),
        **{str(code): type_name(speech, code) for code in document.types},
        **{str(code): severity_name(speech, code) for code in document.severities},
    }


def _address(opened: Opened, form: QuestionForm, *, is_draft: bool) -> str:
    """Where the same question is asked again, by anybody."""
    fields = {name: form.data.get(name, "") for name in form.fields}
    if is_draft and not opened.is_draft:
        fields["of"] = DRAFT
    asked = urlencode({name: value for name, value in fields.items() if value})
    return f"{reverse('office:agreement', args=[opened.agreement.code])}?{asked}"
