"""Examples are written into a document as its author would have written them."""

import pytest

from puntuale.core.agreements.document.exemplify import with_example
from puntuale.core.agreements.document.read import read_document
from tests.core.agreements.specimens import TEXTS

QUESTION = {"channel": "email", "type": "bug", "submitted_at": "2026-11-27T18:00:00+01:00"}
ANSWER = {"accepted": True, "targets": [{"metric": "response", "due_at": None}]}
ROW = (
    '- {question: {channel: email, type: bug, submitted_at: "2026-11-27T18:00:00+01:00"},'
    " answer: {accepted: true, targets: [{metric: response, due_at: null}]}}"
)


def examples(text):
    document = read_document(text, [TEXTS["gold"]]).document
    return [(each.question, each.answer) for each in document.examples]


@pytest.mark.parametrize("code", TEXTS)
def test_the_first_example_is_written_at_the_end(code):
    written = with_example(TEXTS[code], QUESTION, ANSWER)

    assert written == f"{TEXTS[code].rstrip()}\nexamples:\n  {ROW}\n"
    assert examples(written) == [(QUESTION, ANSWER)]


@pytest.mark.parametrize("before", [
    "examples:\n  - {question: {channel: phone}, answer: {accepted: false}}\n",
    "examples:\n- {question: {channel: phone},\n   answer: {accepted: false}}\n",
    "examples:\n  - question:\n      channel: phone\n    answer:\n      accepted: false\n",
    "examples:\n  - question: {channel: phone}\n    answer: {accepted:\n      false}\n  # more follow\n",
])  # fmt: skip
@pytest.mark.parametrize("after", ["", '\nrates: {standard: {unit: hour, amount: "80.00"}}\n'])
def test_a_further_example_is_written_behind_the_others(before, after):
    written = with_example(f"puntuale: 1\n{before}{after}", QUESTION, ANSWER)

    assert examples(written) == [
        ({"channel": "phone"}, {"accepted": False}),
        (QUESTION, ANSWER),
    ]
    assert written.endswith(after) or not after


@pytest.mark.parametrize(
    "text", ["examples: []", "examples: [{question: 1, answer: 2}]", "a: [", ""]
)
def test_where_it_cannot_be_written_nothing_is(text):
    assert with_example(text, QUESTION, ANSWER) is None


@pytest.mark.parametrize("word", ["true", "no", "null", "12", "a b", "it's", "2 wd", "x: y", "è"])
def test_a_word_that_would_mean_something_else_is_quoted(word):
    written = with_example("puntuale: 1\n", {"channel": word}, {})

    assert examples(written) == [({"channel": word}, {})]
