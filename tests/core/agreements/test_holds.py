"""A severity that is not handled at some hours: the clock is held, and told until when."""

from datetime import timedelta

import pytest

from tests.core.agreements.clockwork import Story, spans
from tests.core.agreements.specimens import terms

NEXT_COVERED = ("hold_until: next_office_opening", "hold_until: next_covered_window")
WEEKEND_RUNS = (
    "S3: {office: run,   out_of_hours: hold, weekend: hold, bank_holiday: hold}",
    "S3: {office: run,   out_of_hours: hold, weekend: run, bank_holiday: hold}",
)
OFFICE_BY_CALENDAR = (
    "working_day: {calendar: office, length: 8.5 h}",
    (
        "working_day: {calendar: desk, length: 8.5 h}\n"
        'calendars: {desk: {weekly: {mon-sat: ["07:00-18:00"]}}}'
    ),
)


def held(severity: str, submitted: str, *instead: tuple[str, str]) -> Story:
    return Story(terms("bespoke", *instead), submitted, severity=severity)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("27 23:00", "running"),
        ("27 23:59:59", "running"),
        ("28 00:00", "held"),
        ("29 12:00", "held"),
        ("30 03:00", "held"),
        ("30 08:59:59", "held"),
        ("30 09:00", "running"),
        ("30 12:00", "running"),
        ("30 12:00:01", "breached"),
    ],
)
def test_held_and_running_alternate(now, state):
    story = held("S2", "27 23:00")

    assert story.state("response", now) == state


def test_a_held_clock_tells_until_when():
    story = held("S2", "27 23:00")

    reading = story.reading("response", "28 10:00")

    assert story.said(reading.held_until) == "30 09:00"
    assert reading.next_change_at == reading.held_until


def test_a_running_clock_wakes_when_its_hold_begins():
    story = held("S2", "27 23:00")

    reading = story.reading("response", "27 23:30")

    assert story.said(reading.next_change_at) == "28 00:00"
    assert reading.held_until is None


def test_due_exactly_when_the_hold_begins_it_is_not_held():
    story = held("S2", "27 20:00")

    reading = story.reading("response", "28 00:00")

    assert reading.state == "running"
    assert reading.due_at == reading.read_at
    assert reading.next_change_at == reading.due_at + timedelta(microseconds=1)


def test_a_hold_ends_during_a_pause_as_well():
    story = held("S2", "28 10:00").paused("29 10:00").resumed("30 10:00")

    assert story.due("response", "30 10:00") == "30 14:00"


def test_a_pause_while_held_costs_nothing():
    story = held("S2", "28 10:00").paused("28 11:00").resumed("29 11:00")

    assert story.due("response", "29 11:00") == "30 13:00"


def test_paused_and_held_is_paused():
    story = held("S2", "28 10:00").paused("28 11:00")

    reading = story.reading("response", "28 12:00")

    assert reading.state == "paused"
    assert reading.next_change_at is None


def test_what_was_held_waits_for_the_office_though_its_window_is_covered():
    assert held("S2", "28 10:00").state("response", "30 05:00") == "held"
    assert held("S2", "30 03:00").state("response", "30 05:00") == "running"


def test_until_the_next_covered_window_a_hold_ends_with_the_weekend():
    story = held("S2", "28 10:00", NEXT_COVERED)

    assert story.state("response", "29 23:59") == "held"
    assert story.state("response", "30 00:00") == "running"
    assert story.said(story.reading("response", "27 23:00").next_change_at) == "28 00:00"


def test_a_covered_weekend_is_skipped_by_what_waits_for_the_office():
    waiting = held("S3", "27 20:00", WEEKEND_RUNS)
    on_saturday = held("S3", "28 10:00", WEEKEND_RUNS)

    assert waiting.due("response", "27 20:00") == "30 17:00"
    assert on_saturday.due("response", "28 10:00") == "28 18:00"


def test_bank_holidays_are_held_until_the_first_office_day():
    story = held("S3", "12-24 17:00")

    assert story.due("response", "12-24 17:00") == "12-29 16:30"


def test_the_office_may_be_a_calendar():
    story = held("S2", "28 19:00", OFFICE_BY_CALENDAR)

    assert story.due("response", "28 19:00") == "30 11:00"


def test_an_office_that_is_open_already_must_open_anew():
    story = held("S2", "28 10:00", OFFICE_BY_CALENDAR)

    assert story.due("response", "28 10:00") == "30 11:00"


def test_an_opening_at_which_it_is_still_held_is_not_the_end():
    story = held("S2", "27 23:30", OFFICE_BY_CALENDAR)

    assert [span.code.value for span in spans(story.reading("response", "27 23:30"))] == [
        *("ahead", "held", "ahead")
    ]
    assert story.due("response", "27 23:30") == "30 10:30"


def test_elapsed_hours_ignore_the_matrix():
    in_hours = (
        "severity: S3}, metric: response, within: 8 wh",
        "severity: S3}, metric: response, within: 8 h",
    )
    story = held("S3", "28 10:00", in_hours)

    reading = story.reading("response", "28 10:00")

    assert reading.state == "running"
    assert story.said(reading.due_at) == "28 18:00"


def test_a_calendar_that_is_closed_is_not_held():
    story = Story(terms("suite-sla"), "28 10:00", type="bug", severity="P1")

    assert story.state("response", "28 10:00") == "running"


def test_a_severity_that_never_is_handled_has_no_deadline():
    never = (
        "S3: {office: run,   out_of_hours: hold, weekend: hold, bank_holiday: hold}",
        "S3: {office: hold, out_of_hours: run, weekend: hold, bank_holiday: hold}",
    )
    story = held("S3", "28 10:00", never)

    reading = story.reading("response", "29 10:00")

    assert reading.state == "held"
    assert reading.due_at is None
    assert reading.held_until is None
    assert reading.starts_at is None
    assert reading.budget == timedelta(hours=8)
    assert reading.spent == timedelta()
