"""Questions about charges, as `puntuale agreement try` takes and answers them."""

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
HOUR = {"from": "2026-11-23T17:30:00+01:00", "to": "2026-11-23T18:30:00+01:00"}
ESTIMATE = {"minutes": 120, "amount": "160.00", "package_minutes": 120}
LOT = {"id": "A", "kind": "package", "minutes": 50, "expires_on": "2026-12-31"}
QUESTION = {
    "id": "q2",
    "agreement": "standard-services",
    "ask": "charge",
    "type": "T2",
    "work": [HOUR],
    "estimate": ESTIMATE,
    "lots": [LOT],
    "coupons": 1,
    "allowance_minutes": 240,
}


def ask(book: Book = BOOK, **more: Any) -> dict[str, Any]:
    asked = {key: value for key, value in {**QUESTION, **more}.items() if value != "left out"}
    return answer_to(asked, book)


def about(code: str, work: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    question = {"agreement": code, "ask": "charge", "work": work, **more}
    return answer_to(question, BOOK)


def from_ten(minutes: int, day: str = "2026-11-23") -> list[dict[str, str]]:
    until = f"{10 + minutes // 60}:{minutes % 60:02}"
    return [{"from": f"{day}T10:00:00+01:00", "to": f"{day}T{until}:00+01:00"}]


def test_the_example_of_the_format_is_answered_to_the_letter():
    answer = ask()

    because = answer.pop("because")
    assert answer == {
        "id": "q2",
        "amount": "33.33",
        "currency": "EUR",
        "minutes": {"base": 30, "out_of_hours": 30},
        "seconds": {"base": 1800, "out_of_hours": 1800},
        "drawn": [{"lot": "A", "seconds": 3000}],
        "coupons_used": 0,
        "coupons_owed": 0,
        "allowance_seconds": 0,
        "written_off": "0.00",
    }
    assert because[0] == {
        "code": "worked",
        "from": "2026-11-23T17:30:00+01:00",
        "to": "2026-11-23T18:00:00+01:00",
        "band": "base",
        "seconds": 1800,
    }
    assert [step["code"] for step in because] == [
        *("worked", "worked", "rounded", "decided"),
        *("paid", "paid", "rated", "estimated"),
    ]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"estimate": "left out"}, "estimate_required"),
        ({"type": "left out"}, "not_classified"),
        ({"agreement": "gold", "type": "usage"}, "not_covered_see_platinum"),
        ({"agreement": "suite-sla", "type": "not_ours", "severity": "P3"}, "not_covered"),
        ({"agreement": "upgrade-premium", "type": None, "level": "L1"}, "terms_missing"),
    ],
)
def test_what_is_refused_says_only_why(more, reason):
    answer = ask(**more)

    assert answer.keys() == {"id", "refused", "because"}
    assert answer["refused"] == reason
    assert answer["because"][-1] == {"code": "refused", "reason": reason}


def test_a_band_without_whole_minutes_has_seconds_only():
    work = [{"from": "2026-11-23T17:30:10+01:00", "to": "2026-11-23T18:30:10+01:00"}]

    answer = ask(work=work)

    assert answer["minutes"] == {}
    assert answer["seconds"] == {"base": 1790, "out_of_hours": 1810}


def test_more_package_time_than_was_accepted_is_written_off():
    answer = ask(estimate={**ESTIMATE, "package_minutes": 60}, lots=[{**LOT, "minutes": 2400}])

    assert answer["drawn"] == [{"lot": "A", "seconds": 3600}]
    assert answer["amount"] == "0.00"
    assert answer["written_off_seconds"] == 900


def test_without_a_number_of_package_minutes_nothing_limits_them():
    answer = ask(estimate={"minutes": 30, "amount": "40.00"}, lots=[{**LOT, "minutes": 2400}])

    assert answer["drawn"] == [{"lot": "A", "seconds": 4500}]


def test_an_included_part_that_is_used_up_waits_for_a_quote():
    answer = about("platinum", from_ten(40), type="phone_training")

    assert answer["amount"] == "0.00"
    assert answer["quote_required_minutes"] == 15


def test_a_number_of_allowance_minutes_is_all_there_is():
    work = [{"from": "2026-11-30T10:00:00Z", "to": "2026-11-30T11:00:00Z"}]
    work += [{"from": "2026-12-01T10:00:00Z", "to": "2026-12-01T11:00:00Z"}]

    both = about("bespoke", work, severity="S2", allowance_minutes=90)
    months = {"2026-11": 30, "2026-12": 600}
    each = about("bespoke", work, severity="S2", allowance_minutes=months)

    assert (both["allowance_seconds"], both["amount"]) == (5400, "45.00")
    assert (each["allowance_seconds"], each["amount"]) == (5400, "45.00")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("refuse", {"refused": "shortfall"}),
        ("owe", {"drawn": [{"lot": "A", "seconds": 3000}], "owed_seconds": 1500}),
    ],
)
def test_a_package_that_runs_out_does_what_the_document_says(rule, expected):
    text = changed(
        TEXTS["standard-services"], ("shortfall: {rate: sporadic}", f"shortfall: {rule}")
    )
    book = Book(read_documents([Source("changed", text)]), some_holidays)

    answer = ask(book)

    assert {key: answer[key] for key in expected} == expected
    assert answer.get("amount", "0.00") == "0.00"


def test_who_pays_is_told_where_it_is_not_the_customer():
    text = changed(TEXTS["upgrade-premium"], ("amount: partner_terms", 'amount: "75.00"'))
    book = Book(read_documents([Source("changed", text)]), some_holidays)

    answer = ask(book, agreement="upgrade-premium", type=None, level="L2", estimate=None)

    assert (answer["amount"], answer["bill_to"]) == ("75.00", "partner")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"agreement": "silver"}, "unknown_agreement"),
        ({"work": "left out"}, "missing_key"),
        ({"work": HOUR}, "wrong_type"),
        ({"work": [HOUR, HOUR]}, "overlapping_work"),
        ({"work": [{**HOUR, "to": HOUR["from"]}]}, "empty_or_negative"),
        ({"work": [{"from": HOUR["to"], "to": HOUR["from"]}]}, "empty_or_negative"),
        ({"work": [{**HOUR, "agent": "x"}]}, "unknown_key"),
        ({"work": [{"from": HOUR["from"]}]}, "missing_key"),
        ({"work": [{**HOUR, "to": "2026-11-23T18:30:00"}]}, "naive_time"),
        ({"type": "T9"}, "unknown_type"),
        ({"severity": "P1"}, "unknown_severity"),
        ({"deployment": "moon"}, "unknown_deployment"),
        ({"channel": "email"}, "unknown_key"),
        ({"estimate": "160.00"}, "wrong_type"),
        ({"estimate": {"amount": "160.00"}}, "missing_key"),
        ({"estimate": {"minutes": 120}}, "missing_key"),
        ({"estimate": {**ESTIMATE, "amount": 160.0}}, "bad_money"),
        ({"estimate": {**ESTIMATE, "amount": "160.001"}}, "bad_money"),
        ({"estimate": {**ESTIMATE, "amount": "-1.00"}}, "bad_money"),
        ({"estimate": {**ESTIMATE, "minutes": -1}}, "wrong_number"),
        ({"estimate": {**ESTIMATE, "minutes": True}}, "wrong_number"),
        ({"estimate": {**ESTIMATE, "hours": 2}}, "unknown_key"),
        ({"lots": [LOT, LOT]}, "lot_twice"),
        ({"lots": [{**LOT, "kind": "coupon"}]}, "unknown_kind"),
        ({"lots": [{**LOT, "minutes": "50"}]}, "wrong_number"),
        ({"lots": [{**LOT, "minutes": 0.001}]}, "wrong_number"),
        ({"lots": [{**LOT, "expires_on": "soon"}]}, "bad_date"),
        ({"coupons": 1.5}, "wrong_number"),
        ({"coupons": -1}, "wrong_number"),
        ({"allowance_minutes": "240"}, "wrong_number"),
        ({"allowance_minutes": {"November": 240}}, "bad_month"),
        ({"allowance_minutes": {"2026-13": 240}}, "bad_month"),
        ({"allowance_minutes": {"9999-12": 240}}, "bad_month"),
        ({"allowance_minutes": {"2026-11": None}}, "missing_key"),
    ],
)
def test_what_cannot_be_answered_says_why(more, code):
    """X-08: money with three decimals, or as a number, is refused."""
    answer = ask(**more)

    assert answer.keys() == {"id", "error"}
    assert answer["error"]["code"] == code
    assert answer["error"]["message"].endswith((".", "?"))


class TestDocumentsThatMayNotBeSignedYet:
    """What has a meaning may be tried, whatever keeps it from being signed."""

    def ask(self, *instead: tuple[str, str]) -> dict[str, Any]:
        book = Book(read_documents([Source("small", changed(SMALL, *instead))]), some_holidays)
        question = {"agreement": "small", "ask": "charge", "type": "other", "work": from_ten(31)}
        return answer_to(question, book)

    def test_a_rate_that_no_row_names_is_a_missing_term(self):
        assert (
            self.ask(("charge: rate, rate: hourly", "charge: rate"))["refused"] == "terms_missing"
        )

    def test_an_unknown_currency_has_two_decimals(self):
        assert self.ask(("currency: EUR", "currency: XXQ"))["amount"] == "60.00"

    def test_a_surcharge_that_nobody_can_place_adds_nothing(self):
        placed = ("rates:\n", "surcharges:\n  - {code: night, add: 50 %}\nrates:\n")
        assert self.ask(placed)["amount"] == "60.00"

    def test_without_a_table_of_charges_nothing_is_covered(self):
        table = SMALL[SMALL.index("charging:") : SMALL.index("rates:")]
        assert self.ask((table, ""))["refused"] == "not_covered"
