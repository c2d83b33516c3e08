"""The clocks compared with a reader that counts minute by minute."""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.history import (
    Cause,
    Event,
    Met,
    Paused,
    Resumed,
    SeverityChanged,
)
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms
from tests.core.agreements.slow_reader import DOCUMENT, HOLIDAYS, SlowReader, Wall

ZONES = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "UTC")
SEVERITIES = ("S1", "S2", "S3", "S4")
FIRST = datetime(2026, 9, 30, tzinfo=UTC)
EXAMPLES = int(os.environ.get("PUNTUALE_EXAMPLES", "15"))
OCTOBER = 34 * 24 * 60  # minutes: all three zones change their clocks inside


def holidays(country: str, subdivision: str | None) -> frozenset[date]:
    return HOLIDAYS


@cache
def terms(zone: str, until_office: bool) -> Terms:
    hold_until = "next_office_opening" if until_office else "next_covered_window"
    outcome = read_document(DOCUMENT.format(zone=zone, hold_until=hold_until))
    assert outcome.document is not None
    assert against_activation(outcome, holidays) == ()
    return terms_of(outcome.document, holidays)


severities = st.sampled_from(SEVERITIES)
reasons = st.sampled_from(["waiting_customer", "waiting_access", "waiting_third_party"])
# Whole half hours meet openings, closings and due instants; the others lie between.
gaps = st.one_of(
    st.integers(0, 4).map(lambda halves: 30 * halves),
    st.integers(0, 90).map(lambda halves: 30 * halves),
    st.integers(0, 2_000),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[datetime, list[Event], datetime]:
    """When a request came, what happened to it, and until when to look."""
    start = at = FIRST + timedelta(minutes=30 * draw(st.integers(0, OCTOBER // 30)))
    events: list[Event] = []
    for _ in range(draw(st.integers(0, 6))):
        at += timedelta(minutes=draw(gaps))
        events.append(draw(happening(at)))
    now = at + timedelta(minutes=draw(gaps))
    return start, events, now


def happening(at: datetime) -> st.SearchStrategy[Event]:
    return st.one_of(
        st.builds(Paused, st.just(at), reasons),
        st.builds(Resumed, st.just(at)),
        st.builds(SeverityChanged, st.just(at), severities, st.sampled_from(Cause)),
        st.builds(Met, st.just(at), st.sampled_from([Metric.RESPONSE, Metric.RESOLUTION])),
    )


@settings(max_examples=EXAMPLES)
@given(
    zone=st.sampled_from(ZONES),
    told=histories(),
    severity=severities,
    until_office=st.booleans(),
)
def test_every_clock_reads_as_counting_by_minutes_does(zone, told, severity, until_office):
    submitted_at, history, now = told
    request = Request(submitted_at, "email", Classification(None, severity))
    wall = Wall(ZoneInfo(zone), submitted_at, until_office)

    readings = {
        each.metric: each for each in read_clocks(terms(zone, until_office), request, history, now)
    }

    for metric in (Metric.RESPONSE, Metric.RESOLUTION):
        slow = SlowReader(wall, metric, history).read(severity, now)
        fast = readings.get(metric)
        assert (slow is None) is (fast is None)
        if slow is not None and fast is not None:
            going_on = fast.state in ("running", "held")
            assert slow.state == ("going on" if going_on else fast.state)
            assert slow.due_at == fast.due_at
            if slow.starts_at is not None:
                assert slow.starts_at == fast.starts_at
