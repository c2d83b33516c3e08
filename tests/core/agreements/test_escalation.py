"""When the levels of a promise are reached: on the hours of its clock, whatever happens to it."""

from pathlib import Path

import pytest

from puntuale.core.agreements.clocks.escalating import levels_of
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.terms.escalation import BY_DEFAULT
from tests.core.agreements.clockwork import Story
from tests.core.agreements.specimens import TEXTS, terms

# 09:00-13:00 and 14:30-18:30.
LEVELS = """
escalation:
  - {match: {severity: P1}, at: 50 %, notify: [assignee, team]}
  - {match: {severity: P4}, at: 50 %, notify: manager}
  - {metric: resolution, at: 100 %, notify: manager, raise: true}
  - {at: 100 %, notify: assignee}
  - {after: 2 wh, reassign: Second line}
  - {after: 30 min, notify: team}
"""
PAGE = Path(__file__).parents[3] / "docs" / "reckoning" / "escalation.md"


def story(submitted: str, *, severity: str = "P1", levels: str = LEVELS) -> Story:
    document = terms("suite-sla", ("\nnotify:", f"{levels}notify:"))
    return Story(document, submitted, type="bug", severity=severity)


def reached(told: Story, metric: str, now: str) -> list[str]:
    """Every level with its instant; a slash before those that lie ahead."""
    reading = told.reading(metric, now)
    return [
        f"{'' if each.at <= reading.read_at else '/ '}{told.said(each.at)} {each.level.moment.text}"
        for each in levels_of(reading)
    ]


def keys(reading: Reading) -> list[str]:
    return [each.key for each in levels_of(reading)]


def test_levels_are_counted_on_the_hours_of_the_clock():
    assert reached(story("23 17:00"), "resolution", "23 17:00") == [
        "/ 24 11:30 50 %",
        "/ 24 17:00 100 %",
        "/ 24 17:30 after 30 min",
        "/ 25 09:30 after 2 wh",
    ]


@pytest.mark.parametrize(
    ("submitted", "half", "whole"),
    [
        ("23 10:00", "23 10:30", "23 11:00"),
        ("23 12:00", "23 12:30", "23 14:30"),
        ("23 12:30", "23 14:30", "23 15:00"),
        ("27 17:30", "27 18:00", "30 09:00"),
        ("27 18:00", "30 09:00", "30 09:30"),
        ("28 03:00", "30 09:30", "30 10:00"),
    ],
    ids=["inside", "due at lunch", "at lunch", "due at night", "at night", "from the weekend"],
)
def test_what_is_used_up_at_a_closing_is_reached_at_the_next_opening(submitted, half, whole):
    told = reached(story(submitted), "response", submitted)

    assert told[:2] == [f"/ {half} 50 %", f"/ {whole} 100 %"]


def test_a_deed_at_the_due_instant_reaches_no_level_of_the_breach():
    asked = story("23 10:00")

    assert reached(asked, "response", "23 11:00")[1] == "/ 23 11:00 100 %"
    assert levels_of(asked.met("23 11:00", "response").reading("response", "23 12:00")) == ()


def test_the_first_row_that_matches_counts_for_its_moment():
    by_moment = {
        each.level.moment.text: each.level.row
        for each in levels_of(story("23 10:00").reading("resolution", "23 10:00"))
    }

    assert by_moment == {"50 %": 1, "100 %": 3, "after 2 wh": 5, "after 30 min": 6}


def test_a_change_of_severity_changes_the_rows_that_match():
    asked = story("23 10:00", severity="P4").evolved("23 11:00", "P2")

    moments = [each.level.moment.text for each in levels_of(asked.reading("response", "23 12:00"))]
    assert moments == ["100 %", "after 30 min", "after 2 wh"]


def test_a_pause_moves_what_lies_behind_it_and_nothing_before():
    asked = story("23 10:00").paused("23 16:30").resumed("24 15:30")

    assert reached(asked, "resolution", "24 16:00") == [
        "23 15:30 50 %",
        "/ 25 09:00 100 %",
        "/ 25 09:00 after 30 min",
        "/ 25 11:00 after 2 wh",
    ]


@pytest.mark.parametrize("now", ["23 10:30", "23 10:31", "24 12:00"])
def test_while_a_pause_goes_on_nothing_more_is_reached(now):
    assert reached(story("23 10:00").paused("23 10:30"), "response", now) == []


def test_a_pause_after_the_breach_stops_the_levels_behind_it():
    asked = story("23 10:00").paused("23 12:00").resumed("23 16:00")

    assert reached(asked, "response", "23 18:00")[1:] == [
        "23 11:00 100 %",
        "23 11:30 after 30 min",
        "23 17:00 after 2 wh",
    ]


def test_shares_beyond_the_whole_go_on_counting():
    asked = story("27 17:30", levels="\nescalation: [{at: 150 %, notify: manager}]\n")

    assert reached(asked, "response", "27 17:30") == ["/ 30 09:30 150 %"]


def test_on_an_elapsed_clock_midnight_is_an_hour_like_any_other():
    asked = Story(terms("direct-support"), "28 00:00", channel="portal")

    assert reached(asked, "response", "28 00:00") == ["/ 28 23:00 near", "/ 29 00:00 100 %"]


def test_levels_wait_while_a_severity_is_held():
    # 4 wh from Friday 23:00; the weekend holds S2 until Monday 09:00.
    asked = Story(terms("bespoke"), "27 23:00", severity="S2")

    assert reached(asked, "response", "27 23:00") == ["/ 30 11:00 near", "/ 30 12:00 100 %"]


def test_ends_of_days_are_counted_as_the_time_that_they_come_to():
    ends = ("counting: elapsed", "counting: end_of_day")
    document = terms("suite-sla", ends, ("\nnotify:", f"{LEVELS}notify:"))
    asked = Story(document, "23 10:00", type="bug", severity="P1")

    assert asked.due("resolution", "23 10:00") == "24 18:30"
    assert reached(asked, "resolution", "23 10:00")[:2] == ["/ 24 09:30 50 %", "/ 25 09:00 100 %"]


def test_a_promised_date_is_counted_from_when_it_was_given():
    text = (
        "\nestimates:",
        "\nescalation: [{at: 50 %, notify: team}, {at: near, notify: team}]\nestimates:",
    )
    asked = Story(terms("gold", text), "20 10:00", type="bug")
    assert levels_of(asked.reading("patch", "20 11:00")) == ()

    asked.promised("23 11:00", "patch", "25 11:00").paused("23 12:00")

    assert reached(asked, "patch", "23 12:00") == ["/ 24 11:00 50 %", "/ 25 10:00 near"]


def test_each_date_that_is_promised_has_levels_of_its_own():
    asked = Story(terms("gold"), "20 10:00", type="bug").promised("23 11:00", "patch", "25 11:00")
    first = keys(asked.reading("patch", "23 12:00"))

    asked.promised("24 11:00", "patch", "27 11:00")

    assert len(first) == 2
    assert set(first).isdisjoint(keys(asked.reading("patch", "24 12:00")))


def test_the_keys_are_the_same_whenever_one_looks_and_others_once_it_is_judged_again():
    asked = story("23 10:00")
    first = keys(asked.reading("resolution", "23 10:00"))

    assert keys(asked.reading("resolution", "25 10:00")) == first
    asked.paused("25 11:00").resumed("25 12:00")
    assert keys(asked.reading("resolution", "26 10:00")) == first
    asked.corrected("26 11:00", "P2")
    assert set(keys(asked.reading("resolution", "26 12:00"))).isdisjoint(first)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_where_a_document_says_nothing_little_left_and_the_breach_are_told(code):
    assert terms(code).escalation == BY_DEFAULT


def test_a_document_may_say_that_nothing_follows():
    assert reached(story("23 10:00", levels="\nescalation: []\n"), "response", "23 12:00") == []


def test_aims_have_no_levels():
    asked = Story(terms("direct-support"), "28 00:00", channel="portal")

    assert levels_of(asked.reading("response", "28 00:00", binding=False)) == ()


def rows_of_the_page() -> list[list[str]]:
    lines = PAGE.read_text().splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| res")]
    assert len(rows) == 9
    return rows


@pytest.mark.parametrize("row", rows_of_the_page(), ids=" ".join)
def test_the_worked_table_holds(row):
    promise, submitted, happened, moment, expected = (cell.strip() for cell in row)
    key, value = moment.split(" ", 1) if moment.startswith("after") else ("at", moment)
    asked = story(submitted, levels=f"\nescalation: [{{{key}: {value}, notify: team}}]\n")
    for event in filter(None, happened.split("; ")):
        what, when = event.split(" ", 1)
        getattr(asked, what)(when)

    last = asked.history[-1].at if asked.history else asked.request.submitted_at
    read = {each.metric.value: each for each in asked.readings_at(last)}
    assert [each.at for each in levels_of(read[promise.split(",")[0]])] == [asked.at(expected)]
