"""Waiting for somebody else costs nothing, and gains nothing while the desk is closed."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.history import Event, Paused, Resumed
from puntuale.core.agreements.request import Classification, Request
from tests.core.agreements.clockwork import Story, at
from tests.core.agreements.specimens import terms

PAUSING = (
    "pause_while: [waiting_customer]",
    "pause_while: [waiting_customer, waiting_access]",
)


def blocking() -> Story:
    return Story(terms("suite-sla", PAUSING), "23 10:00", type="bug", severity="P1")


@pytest.mark.parametrize(
    ("paused", "resumed", "due"),
    [
        ("23 10:00", "23 11:00", "24 11:00"),
        ("23 12:30", "23 15:00", "24 11:00"),
        ("23 13:00", "23 14:30", "24 10:00"),
        ("23 18:30", "24 09:00", "24 10:00"),
        ("23 19:00", "24 08:00", "24 10:00"),
        ("24 10:00", "25 10:00", "24 10:00"),
        ("24 11:00", "25 10:00", "24 10:00"),
        ("24 09:59", "25 09:00", "25 09:01"),
    ],
    ids=[
        *("from the start", "over lunch", "only lunch", "exactly the night", "inside the night"),
        *("from the due instant", "after it", "a minute before it"),
    ],
)
def test_a_pause_moves_the_due_instant_by_its_working_time(paused, resumed, due):
    story = blocking().paused(paused).resumed(resumed)

    assert story.due("resolution", "26 10:00") == due


def test_a_pause_does_not_move_the_start():
    story = blocking().paused("23 10:00").resumed("23 12:00")

    assert story.said(story.reading("resolution", "23 13:00").starts_at) == "23 10:00"


def test_while_paused_it_is_due_as_if_resumed_now():
    story = blocking().paused("23 12:00")

    assert story.due("resolution", "23 12:30") == "24 10:30"
    assert story.due("resolution", "25 12:00") == "26 10:00"
    assert story.state("resolution", "25 12:00") == "paused"


def test_a_pause_that_begins_at_this_instant_is_one():
    story = blocking().paused("23 12:00")

    assert story.state("resolution", "23 12:00") == "paused"


def test_pausing_while_paused_changes_only_the_reason():
    story = blocking().paused("23 11:00").paused("23 12:00", "waiting_access").resumed("23 15:00")

    assert story.due("resolution", "23 16:00") == "24 12:30"


def test_one_resumption_ends_every_pause():
    story = blocking().paused("23 11:00").paused("23 11:30").resumed("23 12:00")

    assert story.state("resolution", "23 12:00") == "running"


@pytest.mark.parametrize("reason", ["waiting_third_party", "tea"])
def test_reasons_that_the_agreement_does_not_list_are_ignored(reason):
    story = blocking().paused("23 11:00", reason)

    assert story.state("resolution", "23 12:00") == "running"
    assert story.due("resolution", "23 12:00") == "24 10:00"


def test_an_ignored_reason_does_not_end_a_pause():
    story = blocking().paused("23 11:00").paused("23 11:30", "tea").resumed("23 12:00")

    assert story.due("resolution", "23 12:00") == "24 11:00"


def test_resuming_what_is_not_paused_is_nothing():
    story = blocking().resumed("23 11:00")

    assert story.due("resolution", "23 12:00") == "24 10:00"


def test_once_kept_pauses_no_longer_matter():
    story = blocking().met("23 12:00", "resolution").paused("23 12:30").resumed("24 18:00")

    reading = story.reading("resolution", "25 10:00")

    assert story.said(reading.due_at) == "24 10:00"
    assert reading.state == "met"


def test_a_deed_during_a_pause_is_in_time():
    story = blocking().paused("23 10:30").met("25 10:00", "response")

    reading = story.reading("response", "25 12:00")

    assert reading.state == "met"
    assert story.said(reading.due_at) == "25 10:30"


def test_a_pause_after_the_breach_heals_nothing():
    story = blocking().paused("23 11:30").resumed("23 18:00")

    assert story.state("response", "23 12:00") == "breached"
    assert story.due("response", "24 12:00") == "23 11:00"


def test_elapsed_hours_wait_as_well():
    within = ("pause_while: []", "pause_while: [waiting_customer]")
    story = Story(terms("direct-support", within), "28 23:30", channel="portal")
    story.paused("29 01:00").resumed("29 05:00")

    assert story.due("response", "29 06:00") == "30 03:30"


instants = st.integers(0, 10_000).map(lambda minutes: at("23 10:00") + timedelta(minutes=minutes))


def due_with(events: list[Event]) -> datetime:
    request = Request(at("23 10:00"), "email", Classification("bug", "P2"))
    now = at("30 18:00")
    found = read_clocks(terms("suite-sla"), request, sorted(events, key=lambda each: each.at), now)
    due = found[1].due_at
    assert due is not None
    return due


@settings(max_examples=25)
@given(pauses=st.lists(st.tuples(instants, instants).map(sorted), max_size=4))
def test_a_pause_never_brings_a_promise_nearer(pauses):
    events: list[Event] = []
    for begins, ends in pauses:
        events += [Paused(begins, "waiting_customer"), Resumed(ends)]

    assert due_with(events) >= due_with([])


@settings(max_examples=25)
@given(three=st.tuples(instants, instants, instants).map(sorted))
def test_splitting_a_pause_in_two_changes_nothing(three):
    begins, between, ends = three
    whole: list[Event] = [Paused(begins, "waiting_customer"), Resumed(ends)]
    split: list[Event] = [
        Paused(begins, "waiting_customer"),
        Resumed(between),
        Paused(between, "waiting_customer"),
        Resumed(ends),
    ]

    assert due_with(whole) == due_with(split)
