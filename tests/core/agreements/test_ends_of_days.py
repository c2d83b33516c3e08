"""Counting ends of working days instead of hours."""

from datetime import date

import pytest

from tests.core.agreements.clockwork import Story, facts, spans
from tests.core.agreements.specimens import terms

BY_DAYS = ("counting: elapsed", "counting: end_of_day")
COVERED_BY_DAYS = ("clock: {start: submitted, counting: elapsed", "clock: {counting: end_of_day")
WEEKEND_RUNS = (
    "S4: {office: run,   out_of_hours: hold, weekend: hold, bank_holiday: hold}",
    "S4: {office: run,   out_of_hours: hold, weekend: run, bank_holiday: hold}",
)
NEVER_IN_OFFICE = (
    "S4: {office: run,   out_of_hours: hold, weekend: hold, bank_holiday: hold}",
    "S4: {office: hold,  out_of_hours: run, weekend: run, bank_holiday: hold}",
)


def bug(submitted: str) -> Story:
    return Story(terms("standard-services", BY_DAYS), submitted, type="T1")


def covered(severity: str, submitted: str, *instead: tuple[str, str]) -> Story:
    return Story(terms("bespoke", COVERED_BY_DAYS, *instead), submitted, severity=severity)


@pytest.mark.parametrize(
    ("paused", "resumed", "due"),
    [
        ("23 12:00", "23 14:00", "25 18:00"),
        ("23 18:00", "24 09:00", "24 18:00"),
        ("24 09:00", "24 18:00", "25 18:00"),
        ("24 17:59", "25 09:00", "25 18:00"),
        ("24 18:00", "25 18:00", "24 18:00"),
        ("23 12:00", "25 12:00", "26 18:00"),
        ("23 12:00", "25 12:01", "27 18:00"),
        ("22 12:00", "22 13:00", "24 18:00"),
    ],
    ids=[
        *("on the day of notification", "while closed", "a whole day", "the last minute"),
        *("from the due instant", "two days", "more than two days", "before it came"),
    ],
)
def test_pauses_add_their_working_time_and_run_to_the_end_of_that_day(paused, resumed, due):
    story = bug("23 10:00").paused(paused).resumed(resumed)

    assert story.due("answer", "30 10:00") == due


def test_splitting_a_pause_adds_no_day():
    whole = bug("23 10:00").paused("23 12:00").resumed("23 14:00")
    split = bug("23 10:00").paused("23 12:00").resumed("23 13:00").paused("23 13:00")
    split.resumed("23 14:00")

    assert whole.due("answer", "23 15:00") == split.due("answer", "23 15:00") == "25 18:00"


def test_the_budget_is_the_working_time_that_came_out():
    story = bug("23 10:00")

    reading = story.reading("answer", "23 12:00")

    assert reading.budget is not None
    assert reading.budget.total_seconds() == 17 * 3600
    assert reading.spent.total_seconds() == 2 * 3600
    assert sum(span.counted.total_seconds() for span in spans(reading)) == 17 * 3600


def test_the_derivation_names_the_days():
    story = Story(terms("standard-services", BY_DAYS), "12-07 16:00", type="T2")

    days = facts(story.reading("answer", "12-07 16:00"))["ends_of_days"]

    assert days["notified_on"] == date(2026, 12, 7)
    assert days["dates"] == (date(2026, 12, 9), date(2026, 12, 10), date(2026, 12, 11))


def test_a_day_that_runs_through_ends_at_midnight():
    by_days = ("within: 1 wh, calendar: coverage", "within: 1 wd, calendar: coverage")
    story = covered("S1", "23 10:00", by_days)

    reading = story.reading("response", "23 10:00")

    assert story.said(reading.due_at) == "25 00:00"
    assert facts(reading)["ends_of_days"]["dates"] == (date(2026, 11, 24),)


def test_a_stricter_evolution_counts_from_its_own_day():
    story = covered("S5", "23 10:00").evolved("24 12:00", "S4")

    assert story.due("response", "24 12:00") == "26 17:30"


def test_pauses_before_the_change_are_over():
    story = (
        covered("S5", "23 10:00").paused("23 11:00").resumed("23 12:00").evolved("24 12:00", "S4")
    )

    assert story.due("response", "24 12:00") == "26 17:30"


def test_hours_are_counted_as_ever():
    story = covered("S3", "23 16:00")

    assert story.due("response", "23 16:00") == "24 15:30"


def test_days_spent_held_are_no_working_days():
    on_friday_night = covered("S4", "27 20:00", WEEKEND_RUNS)
    on_saturday = covered("S4", "28 10:00", WEEKEND_RUNS)

    assert on_friday_night.due("response", "27 20:00") == "12-01 17:30"
    assert on_saturday.due("response", "28 10:00") == "30 17:30"


def test_pauses_move_the_days_of_what_may_be_held():
    story = covered("S4", "23 10:00", WEEKEND_RUNS).paused("23 12:00").resumed("23 13:00")

    assert story.due("response", "23 14:00") == "26 17:30"


def test_what_is_never_handled_has_no_day():
    never = (
        "S4: {office: run,   out_of_hours: hold, weekend: hold, bank_holiday: hold}",
        "S4: {office: hold, out_of_hours: hold, weekend: hold, bank_holiday: hold}",
    )

    assert covered("S4", "23 10:00", never).due("response", "23 12:00") == "never"


def test_what_is_held_for_ever_has_no_day():
    story = covered("S4", "23 10:00", NEVER_IN_OFFICE).paused("23 11:00").resumed("23 12:00")

    reading = story.reading("response", "23 12:00")

    assert reading.due_at is None
    assert reading.budget is None
    assert reading.left is None
    assert facts(reading)["no_deadline"].values == ()
