"""The vendor's own examples: a dry run that must give what the document states."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.examples import ExampleRow
from puntuale.core.agreements.document.problems import Problem, problem
from puntuale.core.try_question.answer import CHARGE, DUE, answer_to
from puntuale.core.try_question.book import Book


def failing_examples(document: Document, book: Book) -> Iterator[Problem]:
    """Every example whose answer differs from the part that the document states."""
    for example in document.examples:
        answer = answer_to(_question(document, example), book)
        error = answer.get("error")
        if error is not None:
            message = error["message"]
            yield problem("example_unanswered", example.place, message=message)
            continue
        for what, stated, given in _differences(example.answer, answer, "the answer"):
            yield problem("example_fails", example.place, what=what, stated=stated, given=given)


def stated_part(answer: Mapping[str, Any]) -> dict[str, object]:
    """The part of an answer that an example states: what is due when, or what is paid by what."""
    if "accepted" not in answer:
        return _stated_charge(answer)
    if not answer["accepted"]:
        return {"accepted": False, "reason": answer["reason"]}
    return {"accepted": True, "targets": [_stated_target(each) for each in answer["targets"]]}


def _stated_charge(answer: Mapping[str, Any]) -> dict[str, object]:
    if "refused" in answer:
        return {"refused": answer["refused"]}
    always = {"amount": answer["amount"], "minutes": answer["minutes"]}
    return always | {key: answer[key] for key in ("drawn", "coupons_used") if answer[key]}


def _stated_target(target: Mapping[str, Any]) -> dict[str, object]:
    aim = {} if target["binding"] else {"binding": False}
    return {"metric": target["metric"], **aim, "due_at": target["due_at"]}


def _question(document: Document, example: ExampleRow) -> object:
    if not isinstance(example.question, dict):
        return example.question
    ask = CHARGE if "work" in example.question else DUE
    return {"agreement": str(document.header.code), "ask": ask} | example.question


def _differences(stated: object, given: Any, what: str) -> Iterator[tuple[str, object, object]]:
    """Where `given` says something else; what is not stated may be anything."""
    if isinstance(stated, dict) and isinstance(given, dict):
        for key, value in stated.items():
            yield from _differences(value, given.get(key), key)
    elif isinstance(stated, list) and isinstance(given, list):
        yield from _differing_items(stated, given, what)
    elif stated != given and not _same_instant(stated, given):
        yield what, stated, given


def _differing_items(
    stated: list[Any], given: list[Any], what: str
) -> Iterator[tuple[str, object, object]]:
    if not stated or not all(isinstance(each, dict) and "metric" in each for each in stated):
        if stated != given:
            yield what, stated, given
        return
    for each in stated:
        metric, binding = each["metric"], each.get("binding", True)
        twin = [one for one in given if (one["metric"], one["binding"]) == (metric, binding)]
        if twin:
            yield from _differences(each, twin[0], str(metric))
        else:
            yield str(metric), "a target", "none"


def _same_instant(one: object, other: object) -> bool:
    try:
        return datetime.fromisoformat(str(one)) == datetime.fromisoformat(str(other))
    except (ValueError, TypeError):
        return False
