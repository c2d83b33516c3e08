"""When a promise becomes near, and how much is left of it between two readings."""

from datetime import timedelta

import pytest

from puntuale.core.agreements.clocks.nearness import near_at
from puntuale.core.agreements.clocks.passing import Passing, passing
from puntuale.core.agreements.metrics import Metric
from tests.core.agreements.clockwork import Story
from tests.core.agreements.specimens import terms

RESPONSE = (Metric.RESPONSE, True)


def blocking() -> Story:
    return Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")


@pytest.mark.parametrize(
    ("metric", "now", "near"),
    [
        ("response", "23 10:00", "23 10:45"),
        ("response", "23 10:50", "23 10:50"),
        ("resolution", "23 10:00", "23 18:30"),
    ],
    ids=["a quarter is left", "already", "an hour at most"],
)
def test_a_promise_is_near_when_little_is_left(metric, now, near):
    story = blocking()

    assert story.said(near_at(story.reading(metric, now))) == near


def test_a_promised_date_is_near_an_hour_before():
    story = Story(terms("gold"), "23 10:00", type="bug").promised("23 11:00", "patch", "25 18:30")

    assert story.said(near_at(story.reading("patch", "23 12:00"))) == "25 17:30"
    assert story.said(near_at(story.reading("patch", "25 18:00"))) == "25 18:00"


def test_what_has_no_deadline_is_never_near():
    assert (
        near_at(Story(terms("gold"), "23 10:00", type="bug").reading("patch", "23 12:00")) is None
    )


def test_what_is_left_passes_while_time_counts():
    story = blocking()
    due = story.at("23 11:00")

    at_noon = passing(story.terms, story.request, RESPONSE, due_at=due, now=story.at("23 10:20"))
    at_night = passing(story.terms, story.request, RESPONSE, due_at=due, now=story.at("23 08:00"))
    too_late = passing(story.terms, story.request, RESPONSE, due_at=due, now=story.at("23 12:00"))

    assert at_noon == Passing(timedelta(minutes=40))
    assert at_night == Passing(timedelta(hours=2), story.at("23 09:00"))
    assert too_late == Passing(timedelta())


def test_what_the_terms_do_not_promise_does_not_pass():
    story = Story(terms("suite-sla"), "23 10:00", type="helpdesk", severity="P1")
    due = story.at("23 11:00")

    assert passing(story.terms, story.request, RESPONSE, due_at=due, now=due) is None
