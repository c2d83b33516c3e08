"""The examples that a document states itself: a dry run that must give the same."""

import pytest

from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.document.read import Source, read_documents
from puntuale.core.try_question.book import Book
from puntuale.core.try_question.examples import failing_examples
from tests.core.agreements.small import SMALL, holidays

QUESTION = "{channel: email, type: bug, submitted_at: 2026-11-23T10:00:00+01:00}"


def failures(answer: str, question: str = QUESTION) -> list[Problem]:
    text = f"{SMALL}examples:\n  - {{question: {question}, answer: {answer}}}\n"
    outcome = read_documents([Source("small.yaml", text)])[0]
    assert outcome.problems == ()
    assert outcome.document is not None
    return list(failing_examples(outcome.document, Book([outcome], holidays)))


@pytest.mark.parametrize(
    "answer",
    [
        "{accepted: true}",
        "{targets: [{metric: response, due_at: 2026-11-23T14:00:00+01:00}]}",
        "{targets: [{metric: response, binding: true, due_at: 2026-11-23T13:00:00Z}]}",
        "{targets: [{metric: response, state: running, breached_at: null}]}",
    ],
    ids=["accepted", "due", "other offset", "state"],
)
def test_what_agrees_is_not_told(answer):
    assert failures(answer) == []


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("{accepted: false}", "The example gives True for accepted, not False."),
        (
            "{targets: [{metric: response, due_at: 2026-11-23T15:00:00+01:00}]}",
            "The example gives 2026-11-23T14:00:00+01:00 for due_at, not 2026-11-23T15:00:00+01:00.",
        ),
        (
            "{targets: [{metric: resolution}]}",
            "The example gives none for resolution, not a target.",
        ),
        ("{targets: []}", "The example gives ["),
        ("{amount: 5}", "The example gives None for amount, not 5."),
        ("yes", "The example gives"),
    ],
)
def test_what_differs_is_told_with_both(answer, message):
    problem = failures(answer)[0]

    assert problem.message.startswith(message)
    assert str(problem).startswith("small.yaml:31: ")


WORK = "{type: other, work: [{from: 2026-11-23T10:00:00+01:00, to: 2026-11-23T10:31:00+01:00}]}"


def test_a_question_about_work_asks_what_it_costs():
    assert failures('{amount: "60.00", minutes: {base: 45}}', WORK) == []
    assert failures('{amount: "80.00"}', WORK)[0].message == (
        "The example gives 60.00 for amount, not 80.00."
    )


def test_what_cannot_be_answered_is_told():
    problem = failures("{accepted: true}", "{channel: email}")[0]

    assert problem.message == (
        "The example cannot be answered: “submitted_at” is missing in the question."
    )


def test_a_request_without_a_clock_has_no_targets():
    refused = (
        "{channel: phone, type: bug, submitted_at: 2026-11-23T10:00:00+01:00}",
        "{accepted: false, targets: [], because: [{code: refused}]}",
    )

    assert [each.code for each in failures(refused[1], refused[0])] == ["example_fails"]
    assert failures(refused[1].replace(", because: [{code: refused}]", ""), refused[0]) == []


def test_a_question_is_an_object():
    assert "wrong" not in failures("{}", "5")[0].message
    assert failures("{}", "5")[0].code == "example_unanswered"
