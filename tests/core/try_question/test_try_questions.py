"""Questions about agreements, as `puntuale agreement try` takes and answers them."""

from typing import Any

import pytest

from puntuale.core.agreements.document.read import Source, read_documents
from puntuale.core.try_question.answer import answer_to
from puntuale.core.try_question.book import Book
from tests.core.agreements.small import SMALL, changed
from tests.core.agreements.specimens import TEXTS, some_holidays

BOOK = Book(
    read_documents([Source(f"{code}.yaml", text) for code, text in TEXTS.items()]), some_holidays
)
QUESTION = {
    "id": "q1",
    "agreement": "suite-sla",
    "ask": "due",
    "channel": "email",
    "type": "bug",
    "severity": "P1",
    "submitted_at": "2026-11-23T10:00:00+01:00",
}
HISTORY = [
    {"at": "2026-11-23T10:41:00+01:00", "what": "met", "metric": "response"},
    {"at": "2026-11-23T12:00:00+01:00", "what": "paused", "because": "waiting_customer"},
    {"at": "2026-11-24T15:00:00+01:00", "what": "resumed"},
]
CHRISTMAS = {
    "from": "2026-11-24",
    "to": "2026-11-27",
    "announced_at": "2026-11-20T12:00:00+01:00",
}


def ask(**more: Any) -> dict[str, Any]:
    asked = {key: value for key, value in {**QUESTION, **more}.items() if value != "left out"}
    return answer_to(asked, BOOK)


def without_reasons(answer: dict[str, Any]) -> dict[str, Any]:
    targets = [
        {key: value for key, value in target.items() if key != "because"}
        for target in answer["targets"]
    ]
    return {**answer, "targets": targets}


def test_the_example_of_the_format_is_answered_to_the_letter():
    answer = ask(
        history=HISTORY,
        now="2026-11-24T16:00:00+01:00",
        closures=[
            {
                "from": "2026-11-30",
                "to": "2026-12-04",
                "announced_at": "2026-11-20T12:00:00+01:00",
            }
        ],
    )

    assert without_reasons(answer) == {
        "id": "q1",
        "accepted": True,
        "targets": [
            {
                "metric": "response",
                "binding": True,
                "starts_at": "2026-11-23T10:00:00+01:00",
                "due_at": "2026-11-23T11:00:00+01:00",
                "state": "met",
                "breached_at": None,
            },
            {
                "metric": "resolution",
                "binding": True,
                "starts_at": "2026-11-23T10:00:00+01:00",
                "due_at": "2026-11-25T11:30:00+01:00",
                "state": "running",
                "breached_at": None,
            },
        ],
    }


def test_the_derivation_is_made_of_plain_values():
    resolution = ask(history=HISTORY, now="2026-11-24T16:00:00+01:00")["targets"][1]

    assert resolution["because"] == [
        {"code": "submitted", "at": "2026-11-23T10:00:00+01:00", "channel": "email"},
        {
            "code": "target",
            "metric": "resolution",
            "binding": True,
            "within": "1 wd",
            "calendar": "working",
            "severity": "P1",
            "share": None,
            "table": "targets",
            "row": 5,
        },
        span("counted", "23T10:00", "23T12:00", 7200, 7200),
        span("paused", "23T12:00", "24T15:00", 0, 7200) | {"because": "waiting_customer"},
        span("counted", "24T15:00", "24T16:00", 3600, 10800),
        span("ahead", "24T16:00", "24T18:30", 9000, 19800),
        span("closed", "24T18:30", "25T09:00", 0, 19800),
        span("ahead", "25T09:00", "25T11:30", 9000, 28800),
        {"code": "due", "at": "2026-11-25T11:30:00+01:00"},
    ]


def span(code: str, start: str, end: str, seconds: int, total: int) -> dict[str, Any]:
    return {
        "code": code,
        "from": f"2026-11-{start}:00+01:00",
        "to": f"2026-11-{end}:00+01:00",
        "seconds": seconds,
        "total_seconds": total,
    }


def test_closures_and_holidays_and_fractions_are_told():
    found = ask(severity="P4", submitted_at="2026-12-04T10:00:00.5+01:00")["targets"][1]["because"]

    closed = [step for step in found if "holidays" in step or "closures" in step]
    assert closed[0]["holidays"] == ["2026-12-08"]
    assert closed[1]["closures"] == ["christmas-2026"]
    assert found[2]["seconds"] == 10799.5


def test_days_are_told_as_dates():
    by_days = changed(TEXTS["standard-services"], ("counting: elapsed", "counting: end_of_day"))
    book = Book(read_documents([Source("by-days", by_days)]), some_holidays)
    question = {**QUESTION, "agreement": "standard-services", "type": "T2", "severity": None}

    steps = answer_to(question, book)["targets"][0]["because"]

    assert steps[2] == {
        "code": "ends_of_days",
        "days": 3,
        "notified_on": "2026-11-23",
        "dates": ["2026-11-24", "2026-11-25", "2026-11-26"],
    }


def test_without_now_the_last_event_is_now():
    assert ask(history=HISTORY[:2])["targets"][1]["state"] == "paused"
    assert ask()["targets"][1]["state"] == "running"


def test_events_after_now_are_ignored():
    answer = ask(history=HISTORY, now="2026-11-23T11:30:00+01:00")

    assert [each["state"] for each in answer["targets"]] == ["met", "running"]


def test_null_is_left_out():
    assert ask(severity=None, deployment=None, history=None, closures=None, now=None)["accepted"]


def test_a_breach_has_its_instant():
    response = ask(now="2026-11-23T11:00:01+01:00")["targets"][0]

    assert response["state"] == "breached"
    assert response["breached_at"] == response["due_at"] == "2026-11-23T11:00:00+01:00"


def test_instants_of_any_offset_are_answered_in_the_agreements_zone():
    target = ask(submitted_at="2026-11-23T09:00:00Z")["targets"][0]

    assert target["due_at"] == "2026-11-23T11:00:00+01:00"


def test_closures_are_added_to_those_of_the_document():
    told = ask(closures=[CHRISTMAS])["targets"][1]

    assert told["due_at"] == "2026-11-30T10:00:00+01:00"


def test_a_closure_may_reopen():
    opened = {**CHRISTMAS, "availability": [{"date": "2026-11-25", "hours": ["09:00-13:00"]}]}

    assert ask(closures=[opened])["targets"][1]["due_at"] == "2026-11-25T10:00:00+01:00"


def test_a_refused_request_says_why():
    answer = ask(agreement="gold", type="usage", severity=None)

    assert answer == {
        "id": "q1",
        "accepted": False,
        "reason": "not_covered_see_platinum",
        "targets": [],
        "because": [
            {
                "code": "refused",
                "reason": "not_covered_see_platinum",
                "channel": "email",
                "row": 4,
            }
        ],
    }


def test_extends_is_resolved_among_the_files():
    assert ask(agreement="platinum", type="usage", severity=None, channel="phone")["accepted"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ask": "price"}, "unknown_ask"),
        ({"ask": "left out"}, "missing_key"),
        ({"ask": 5}, "wrong_type"),
        ({"agreement": "silver"}, "unknown_agreement"),
        ({"agreement": "left out"}, "missing_key"),
        ({"agreement": ["gold"]}, "wrong_type"),
        ({"channel": "left out"}, "missing_key"),
        ({"submitted_at": "left out"}, "missing_key"),
        ({"submitted_at": "2026-11-23T10:00:00"}, "naive_time"),
        ({"submitted_at": "2026-11-23"}, "naive_time"),
        ({"submitted_at": "yesterday"}, "bad_instant"),
        ({"submitted_at": "2026-02-30T10:00:00Z"}, "bad_instant"),
        ({"submitted_at": 1795424400}, "wrong_type"),
        ({"submitted_at": "0001-01-01T00:00:00+14:00"}, "instant_out_of_range"),
        ({"submitted_at": "9999-12-31T23:59:59-14:00"}, "instant_out_of_range"),
        ({"type": "feature"}, "unknown_type"),
        ({"type": 1}, "wrong_type"),
        ({"severity": "P9"}, "unknown_severity"),
        ({"level": "L1"}, "unknown_level"),
        ({"deployment": "moon"}, "unknown_deployment"),
        ({"colour": "red"}, "unknown_key"),
        ({"chanel": "email"}, "unknown_key"),
        ({"now": "2026-11-23T09:59:59+01:00"}, "before_submission"),
        ({"now": "2026-11-23T10:00:00"}, "naive_time"),
        ({"history": {}}, "wrong_type"),
        ({"history": [5]}, "wrong_type"),
        ({"history": [{}]}, "missing_key"),
        ({"history": [{**HISTORY[0], "what": "closed"}]}, "unknown_what"),
        ({"history": [{**HISTORY[0], "metric": "speed"}]}, "unknown_metric"),
        ({"history": [{**HISTORY[0], "because": "x"}]}, "unknown_key"),
        ({"history": [{"at": HISTORY[0]["at"], "what": "paused"}]}, "missing_key"),
        ({"history": [{**HISTORY[0], "at": "2026-11-23T09:59:59+01:00"}]}, "before_submission"),
        ({"history": HISTORY[::-1]}, "out_of_order"),
        ({"closures": [{**CHRISTMAS, "from": "2026-12-01"}]}, "closure_backwards"),
        ({"closures": [{**CHRISTMAS, "from": "soon"}]}, "bad_date"),
        ({"closures": [{**CHRISTMAS, "from": "1980-01-01"}]}, "bad_date"),
        ({"closures": [{**CHRISTMAS, "announced_at": "2026-11-20T12:00:00"}]}, "naive_time"),
        ({"closures": [{**CHRISTMAS, "until": "x"}]}, "unknown_key"),
        (
            {
                "closures": [
                    {**CHRISTMAS, "availability": [{"date": "2026-11-25", "hours": ["9-13"]}]}
                ]
            },
            "bad_hours",
        ),
        (
            {"closures": [{**CHRISTMAS, "availability": [{"date": "2026-11-25", "hours": 9}]}]},
            "wrong_type",
        ),
    ],
)
def test_what_cannot_be_answered_says_why(more, code):
    answer = ask(**more)

    assert answer.keys() == {"id", "error"}
    assert answer["id"] == "q1"
    assert answer["error"]["code"] == code
    assert answer["error"]["message"].endswith((".", "?"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"to": "P9", "as": "evolution"}, "unknown_severity"),
        ({"to": "P2", "as": "whim"}, "unknown_as"),
        ({"to": "P2"}, "missing_key"),
        ({"as": "evolution"}, "missing_key"),
    ],
)
def test_a_change_of_severity_says_to_what_and_why(change, code):
    event = {"at": "2026-11-23T12:00:00+01:00", "what": "severity_changed", **change}

    assert ask(history=[event])["error"]["code"] == code


def test_events_at_one_instant_are_in_order():
    twice = [{**HISTORY[1], "at": HISTORY[0]["at"]}, HISTORY[0]]

    assert ask(history=twice)["accepted"]


@pytest.mark.parametrize("question", [None, 5, "due", [], [{}]])
def test_what_is_no_object_is_no_question(question):
    assert answer_to(question, BOOK)["error"]["code"] == "wrong_type"
    assert answer_to(question, BOOK)["id"] is None


def test_the_channel_is_looked_at_before_the_words():
    answer = ask(agreement="standard-services", channel="phone", type="T9", severity=None)

    assert answer["accepted"] is False


class TestDocumentsWithErrors:
    """A document that says nothing clear answers nothing; one that may not be signed yet does."""

    def ask_about(self, *texts: str) -> dict[str, Any]:
        sources = [Source(f"file {number}", text) for number, text in enumerate(texts, 1)]
        book = Book(read_documents(sources), some_holidays)
        return answer_to({**QUESTION, "agreement": "small", "severity": None}, book)

    def test_what_cannot_be_understood_is_told_by_line(self):
        error = self.ask_about(changed(SMALL, ("4 wh", "4h")))["error"]

        assert error["code"] == "agreement_has_errors"
        assert error["message"].startswith("file 1:22: A quantity is wanted here")

    def test_names_that_do_not_exist_are_errors(self):
        error = self.ask_about(changed(SMALL, ("4 wh, calendar: office", "4 wh, calendar: x")))[
            "error"
        ]

        assert error["code"] == "agreement_has_errors"

    def test_what_may_not_be_signed_may_be_tried(self):
        assert self.ask_about(changed(SMALL, ("minimum: 30 min", "minimum: 20 min")))["accepted"]

    def test_two_documents_of_one_code_are_an_error(self):
        assert self.ask_about(SMALL, SMALL)["error"]["code"] == "agreement_has_errors"

    def test_what_is_no_document_is_unknown(self):
        assert self.ask_about("a: [")["error"]["code"] == "unknown_agreement"
