"""Derivations: what counted and what is still to count sum to the budget; readings foretell."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.clocks.steps import Span, SpanCode
from puntuale.core.agreements.clocks.why import why
from puntuale.core.agreements.history import Cause, Event, Met, Paused, Resumed, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms
from tests.core.agreements.clockwork import Story, facts
from tests.core.agreements.specimens import terms

MICROSECOND = timedelta(microseconds=1)
AUTUMN = datetime(2026, 10, 1, tzinfo=UTC)
AGREEMENTS = (
    (terms("suite-sla"), ("P1", "P2", "P3"), "bug"),
    (terms("bespoke"), ("S1", "S2", "S3", "S4"), None),
    (
        terms("bespoke", ("hold_until: next_office_opening", "hold_until: next_covered_window")),
        ("S1", "S2", "S3"),
        None,
    ),
    (
        terms("suite-sla", ("counting: elapsed", "counting: end_of_day")),
        ("P1", "P2", "P3"),
        "bug",
    ),
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Terms, Request, list[Event], datetime]:
    agreement, severities, kind = draw(st.sampled_from(AGREEMENTS))
    at = AUTUMN + timedelta(minutes=draw(st.integers(0, 120_000)))
    request = Request(at, "email", Classification(kind, draw(st.sampled_from(severities))))
    events: list[Event] = []
    for _ in range(draw(st.integers(0, 5))):
        at += timedelta(minutes=draw(st.integers(0, 1_500)))
        events.append(
            draw(
                st.one_of(
                    st.just(Paused(at, "waiting_customer")),
                    st.just(Resumed(at)),
                    st.builds(Met, st.just(at), st.sampled_from(Metric)),
                    st.builds(
                        SeverityChanged,
                        st.just(at),
                        st.sampled_from(severities),
                        st.sampled_from(Cause),
                    ),
                )
            )
        )
    return agreement, request, events, at + timedelta(minutes=draw(st.integers(0, 5_000)))


def spans(reading: Reading) -> list[Span]:
    return [step for step in why(reading) if isinstance(step, Span)]


@settings(max_examples=25)
@given(question=asked())
def test_what_counted_and_is_still_to_count_sums_to_the_budget(question):
    for reading in read_clocks(*question):
        if reading.due_at is None:
            continue
        pieces = spans(reading)
        counted = sum((each.counted for each in pieces), timedelta())
        spent = sum((each.counted for each in pieces if each.code is SpanCode.COUNTED), timedelta())

        assert counted == reading.budget
        assert spent == reading.spent
        assert not pieces or pieces[-1].total == reading.budget


@settings(max_examples=25)
@given(question=asked())
def test_the_pieces_leave_no_gap_and_end_when_it_is_due(question):
    for reading in read_clocks(*question):
        pieces = spans(reading)

        assert all(one.end == following.start for one, following in pairwise(pieces))
        assert all(each.start < each.end for each in pieces)
        if pieces and reading.due_at is not None:
            assert pieces[-1].end == reading.due_at


@settings(max_examples=25)
@given(question=asked())
def test_a_due_instant_lies_in_closed_time_only_at_its_beginning(question):
    for reading in read_clocks(*question):
        pieces = spans(reading)
        if pieces and reading.state is not State.PAUSED and reading.due_at is not None:
            assert pieces[-1].code in (SpanCode.COUNTED, SpanCode.AHEAD)


@settings(max_examples=25)
@given(question=asked())
def test_a_reading_foretells_when_it_will_read_differently(question):
    agreement, request, history, now = question
    for place, reading in enumerate(read_clocks(*question)):
        if reading.next_change_at is None:
            continue
        before = read_clocks(agreement, request, history, reading.next_change_at - MICROSECOND)
        after = read_clocks(agreement, request, history, reading.next_change_at)

        assert reading.next_change_at > now
        assert before[place].state is reading.state
        assert after[place].state is not reading.state


@settings(max_examples=25)
@given(question=asked(), severity=st.sampled_from(("P1", "P2", "P3")))
def test_a_breach_never_disappears_by_evolution(question, severity):
    agreement, request, history, now = question
    if severity not in agreement.severities:
        severity = severity.replace("P", "S")
    evolved = [*history, SeverityChanged(now, severity, Cause.EVOLUTION)]

    before = {each.metric: each for each in read_clocks(agreement, request, history, now)}
    after = {each.metric: each for each in read_clocks(agreement, request, evolved, now)}

    for metric, reading in before.items():
        if reading.state is State.BREACHED:
            assert after[metric].state is State.BREACHED
            assert after[metric].breached_at == reading.breached_at


@settings(max_examples=25)
@given(question=asked(), severity=st.sampled_from(("P1", "P2", "P3")))
def test_an_evolution_to_a_stricter_target_never_makes_it_later(question, severity):
    agreement, request, history, now = question
    if severity not in agreement.severities:
        severity = severity.replace("P", "S")
    evolved = [*history, SeverityChanged(now, severity, Cause.EVOLUTION)]

    before = {each.metric: each for each in read_clocks(agreement, request, history, now)}
    after = {each.metric: each for each in read_clocks(agreement, request, evolved, now)}

    for metric, reading in before.items():
        effect = facts(after[metric]).get("reclassified")
        if effect is not None and effect["effect"] == "stricter":
            assert reading.due_at is not None
            assert after[metric].due_at is not None
            assert after[metric].due_at <= reading.due_at


def test_a_derivation_ends_as_the_promise_did():
    story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
    late = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1")
    story.met("23 10:30", "response")
    late.met("23 11:30", "response")

    assert list(facts(story.reading("response", "24 10:00")))[-2:] == ["due", "met"]
    assert list(facts(late.reading("response", "24 10:00")))[-2:] == ["due", "met_late"]
    assert list(facts(story.reading("resolution", "25 10:00")))[-2:] == ["due", "breached"]
    assert list(facts(story.reading("resolution", "23 12:00")))[-1:] == ["due"]


def test_a_cancelled_promise_tells_when():
    story = Story(terms("suite-sla"), "23 10:00", type="bug", severity="P1").cancelled("23 10:30")

    told = facts(story.reading("response", "24 10:00"))

    assert list(told) == ["submitted", "target", "cancelled"]
    assert story.said(told["cancelled"]["at"]) == "23 10:30"


def test_a_promise_that_a_change_took_away_tells_when():
    story = Story(terms("bespoke"), "23 10:00", severity="S1")
    without = ("severity: S5}, metric: response", "severity: S5}, metric: callback")
    story.terms = terms("bespoke", without)
    story.evolved("23 10:30", "S5")

    told = facts(story.reading("response", "24 10:00"))

    assert told["reclassified"]["effect"] == "dropped"
    assert story.said(told["cancelled"]["at"]) == "23 10:30"


@pytest.mark.parametrize(("kind", "severity"), [(None, None), ("bug", None), (None, "P2")])
def test_a_derivation_says_that_nobody_has_classified_the_request(kind, severity):
    words = {"type": kind, "severity": severity}
    known = {key: value for key, value in words.items() if value is not None}
    story = Story(terms("suite-sla"), "23 10:00", **known)

    assert facts(story.reading("response", "23 10:00"))["not_classified"]["type"] == "bug"
