"""When a promise is kept, and when it is broken."""

from datetime import timedelta

import pytest

from tests.core.agreements.clockwork import Story
from tests.core.agreements.specimens import terms

MICROSECOND = timedelta(microseconds=1)


def blocking(submitted: str = "23 10:00") -> Story:
    return Story(terms("suite-sla"), submitted, type="bug", severity="P1")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("23 10:00", "running"),
        ("23 10:59", "running"),
        ("23 11:00", "running"),
        ("23 11:00:01", "breached"),
        ("24 11:00", "breached"),
    ],
    ids=["at once", "before", "exactly due", "a second after", "a day after"],
)
def test_a_promise_is_broken_only_after_its_instant(now, state):
    story = blocking()

    reading = story.reading("response", now)

    assert reading.state == state
    assert reading.breached_at == (reading.due_at if state == "breached" else None)


@pytest.mark.parametrize(
    ("deed", "state"),
    [("23 10:59", "met"), ("23 11:00", "met"), ("23 11:00:00.000001", "met_late")],
    ids=["before", "exactly due", "a microsecond after"],
)
def test_a_deed_at_the_very_instant_is_in_time(deed, state):
    story = blocking().met(deed, "response")

    reading = story.reading("response", "25 10:00")

    assert reading.state == state
    assert story.said(reading.due_at) == "23 11:00"
    assert reading.breached_at == (reading.due_at if state == "met_late" else None)


def test_an_aim_says_of_how_many_it_is_said():
    story = Story(terms("direct-support"), "23 10:00", channel="portal")

    assert story.reading("response", "23 10:00").share is None
    assert story.reading("response", "23 10:00", binding=False).share == "most"


def test_only_the_first_deed_counts():
    story = blocking().met("23 10:30", "response").met("23 15:00", "response")

    reading = story.reading("response", "24 10:00")

    assert reading.state == "met"
    assert story.said(reading.met_at) == "23 10:30"


def test_a_deed_keeps_the_promise_and_the_aim_alike():
    story = Story(terms("direct-support"), "23 10:00", channel="portal").met("23 23:00", "response")

    assert story.reading("response", "25 10:00").state == "met"
    assert story.reading("response", "25 10:00", binding=False).state == "met_late"


def test_what_happens_later_than_asked_is_left_aside():
    story = blocking().met("23 10:30", "response")

    assert story.state("response", "23 10:29") == "running"


def test_what_is_dated_before_its_predecessor_counts_as_then():
    story = blocking().paused("23 10:20").met("23 10:10", "response")

    reading = story.reading("response", "23 12:00")

    assert story.said(reading.met_at) == "23 10:20"


def test_a_reading_changes_by_itself_a_microsecond_after_it_is_due():
    story = blocking()

    reading = story.reading("response", "23 10:00")

    assert reading.due_at is not None
    assert reading.next_change_at == reading.due_at + MICROSECOND


def test_what_is_settled_never_changes_by_itself():
    story = blocking().met("23 10:30", "response").paused("23 11:00")

    settled = [story.reading(metric, "23 12:00") for metric in ("response", "resolution")]

    assert [each.next_change_at for each in settled] == [None, None]
    assert [each.state.is_over for each in settled] == [True, False]


def test_spent_and_left_make_the_budget():
    story = blocking().paused("23 12:00").resumed("24 15:00")

    reading = story.reading("resolution", "24 16:20")

    assert reading.budget == timedelta(hours=8)
    assert reading.spent == timedelta(hours=3, minutes=20)
    assert reading.left == timedelta(hours=4, minutes=40)
