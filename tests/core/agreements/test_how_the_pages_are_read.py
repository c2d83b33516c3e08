"""How the support pages are read, by the rows of readings.md: what the seven documents decide."""

import pytest

from puntuale.core.agreements.acceptance import decide_acceptance
from puntuale.core.agreements.entitlement import Asked, Candidate, decide_entitlement
from puntuale.core.agreements.metrics import MEETS, Deed, Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure
from tests.core.agreements.clockwork import Story, at
from tests.core.agreements.specimens import outcome, rome, terms, terms_under

END_OF_DAY = ("counting: elapsed           # elapsed | end_of_day", "counting: end_of_day")
BY_RESOLUTION = ("{type: T1}, metric: answer", "{type: T1}, metric: resolution")


def standard(submitted: str = "23 10:00", type_: str = "T1", *instead: tuple[str, str]) -> Story:
    return Story(terms("standard-services", *instead), submitted, type=type_)


def test_row_1_one_working_day_is_the_same_time_on_the_next_and_the_document_may_say_otherwise():
    assert standard().due("answer", "23 10:00") == "24 10:00"
    assert standard("23 10:00", "T1", END_OF_DAY).due("answer", "23 10:00") == "24 18:00"


def test_row_2_an_answer_is_a_reply_with_substance_and_no_automatic_mail():
    assert MEETS[Deed.ANSWERED] >= {Metric.ANSWER}
    assert Metric.ANSWER not in MEETS[Deed.REPLIED] | MEETS[Deed.TOOK_CHARGE]
    assert [deed for deed in Deed if "auto" in deed.value] == []


def test_row_2_waiting_for_the_estimate_pauses_it_and_the_vendor_may_promise_a_solution_instead():
    waiting = standard().paused("23 12:00", "estimate_sent").resumed("24 12:00")

    assert waiting.due("answer", "24 12:00") == "25 10:00"
    assert standard("23 10:00", "T1", BY_RESOLUTION).due("resolution", "23 10:00") == "24 10:00"


@pytest.mark.parametrize(
    ("submitted", "due"),
    [
        ("27 20:00", "30 18:00"),  # Friday evening
        ("28 11:00", "30 18:00"),  # Saturday
        ("12-07 18:00", "12-09 18:00"),  # before the Immaculate Conception
    ],
)
def test_row_3_normal_hours_are_monday_to_friday_without_national_holidays(
    submitted: str, due: str
) -> None:
    assert standard(submitted).due("answer", submitted) == due


def test_row_12_the_established_date_has_its_own_clock_beside_the_table_of_the_suite():
    gold = Story(terms("gold"), "23 10:00", type="bug").promised("23 11:00", "patch", "27 18:00")
    suite = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")

    assert [each.metric.value for each in gold.readings("23 12:00")] == ["patch"]
    assert gold.due("patch", "23 12:00") == "27 18:00"
    assert [each.metric.value for each in suite.readings("23 12:00")] == ["response", "resolution"]


@pytest.mark.parametrize("submitted", ["23 03:00", "28 23:30", "12-25 12:00"])
def test_row_13_requests_are_taken_at_any_hour_and_count_in_working_hours(submitted: str) -> None:
    request = Request(at(submitted), "email", Classification("bug", "P1"))
    story = Story(terms("suite-sla"), submitted, type="bug", severity="P1")

    assert decide_acceptance(terms("suite-sla"), request).accepted
    assert story.reading("response", submitted).starts_at is not None
    assert story.reading("response", submitted).starts_at > at(submitted)
    assert story.said(story.reading("response", submitted).starts_at).endswith("09:00")


@pytest.mark.parametrize(
    ("announced", "due"),
    [("2026-11-20 12:00", "12-04 11:00"), ("2026-11-24 12:00", "12-01 11:00")],
)
def test_row_14_a_closing_period_counts_if_it_was_announced_before_the_request(
    announced: str, due: str
) -> None:
    closed = Closure("moving", rome("2026-12-01 00:00").date(), rome("2026-12-03 00:00").date(),
                     rome(announced))  # fmt: skip
    story = Story(terms_under("suite-sla", (closed,)), "23 11:00", type="bug", severity="P3")
    story.paused("23 11:00").resumed("24 11:00")

    assert story.due("resolution", "24 11:00") == due


def test_row_15_a_solution_counts_from_submission_not_from_taking_charge():
    story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")

    assert story.met("23 10:50", "response").due("resolution", "23 12:00") == "24 10:00"


@pytest.mark.parametrize(
    ("type_", "metrics"),
    [
        ("bug", ["response", "resolution"]),
        ("vulnerability", ["response", "resolution"]),
        ("evolution", []),
        ("helpdesk", []),
        ("billable", []),
    ],
)
def test_row_16_the_table_is_for_bugs_and_vulnerabilities(type_: str, metrics: list[str]) -> None:
    story = Story(terms("suite-sla"), "23 10:00", type=type_, severity="P1")

    assert [each.metric.value for each in story.readings("23 10:00")] == metrics

    document = outcome("suite-sla").document
    assert document is not None
    (cloud,) = document.availability

    assert not cloud.credits
    assert document.maintenance is not None
    assert str(document.maintenance.announce_before) == "2 d"


def test_row_18_the_call_and_the_response_are_two_promises_that_one_attempt_keeps():
    story = Story(terms("direct-support"), "23 10:00")
    assert story.due("response", "23 10:00") == story.due("callback", "23 10:00") == "24 10:00"

    for metric in sorted(MEETS[Deed.TRIED_TO_CALL]):
        story.met("23 15:00", metric.value)

    assert {story.state(each, "23 15:00") for each in ("response", "callback")} == {"met"}


def test_row_28_the_times_of_the_severities_are_parameters_of_the_document():
    longer = ("within: 1 wh, calendar: coverage", "within: 2 wh, calendar: coverage")

    story = Story(terms("bespoke", longer), "23 10:00", severity="S1")

    assert story.due("response", "23 10:00") == "23 12:00"


def test_row_29_what_is_held_over_waits_for_the_next_opening_of_the_office():
    story = Story(terms("bespoke"), "28 10:00", severity="S3")

    reading = story.reading("response", "28 10:00")

    assert reading.state == "held"
    assert story.said(reading.held_until) == "30 09:00"


def test_row_30_a_night_that_was_called_s1_and_is_s3_was_held_from_the_beginning():
    story = Story(terms("bespoke"), "28 02:00", severity="S1")
    assert story.state("response", "28 02:30") == "running"

    story.corrected("28 02:30", "S3")

    reading = story.reading("response", "28 02:30")
    assert reading.state == "held"
    assert story.said(reading.due_at) == "30 17:00"
    assert reading.spent.total_seconds() == 0


@pytest.mark.parametrize("code", ["standard-services", "gold", "direct-support"])
def test_row_31_the_telephone_is_answered_and_nothing_is_born_of_it(code: str) -> None:
    request = Request(at("23 10:00"), "phone")

    assert decide_acceptance(terms(code), request).reason == "channel_refused"


def test_row_32_a_dedicated_contract_comes_before_the_standard_service():
    candidates = [
        Candidate("standard", terms("standard-services")),
        Candidate("1", terms("suite-sla"), starts_on=rome("2026-01-01 00:00").date()),
    ]

    def winner(product: str) -> str | None:
        decided = decide_entitlement(candidates, Asked(at("23 10:00"), product))
        return decided.winner.id if decided.winner else None

    assert winner("suite") == "1"
    assert winner("another") == "standard"
