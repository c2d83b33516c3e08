"""What holds for every promise of the published documents, in any zone, whatever happens to it."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import permutations
from typing import NamedTuple

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from puntuale.core.agreements.clocks.escalating import levels_of
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.history import Cause, Event, Met, Paused, Resumed, SeverityChanged
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms
from tests.core.agreements.specimens import TEXTS, terms

ZONES = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
CODES = ("suite-sla", "standard-services", "bespoke", "direct-support")
ENDS_OF_DAYS = ("counting: elapsed", "counting: end_of_day")
MICROSECOND, MINUTE = timedelta(microseconds=1), timedelta(minutes=1)
# Every zone changes its clocks in these weeks, Christmas is near, and some days are closed.
FIRST, MINUTES = datetime(2026, 10, 1, tzinfo=UTC), 100 * 24 * 60
EXAMPLES = int(os.environ.get("PUNTUALE_EXAMPLES", "25"))

laws = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.filter_too_much])


class Told(NamedTuple):
    """A request under an agreement, and what happened to it."""

    terms: Terms
    request: Request
    history: list[Event]

    def then(self, *events: Event) -> "Told":
        return self._replace(history=[*self.history, *events])

    def read(self, now: datetime) -> dict[tuple[Metric, bool], Reading]:
        found = read_clocks(self.terms, self.request, self.history, now)
        return {(each.metric, each.binding): each for each in found}


@cache
def agreement(code: str, zone: str, *, ends_of_days: bool) -> Terms:
    home = next(line for line in TEXTS[code].splitlines() if "timezone:" in line)
    instead = [(home, f"  timezone: {zone}")]
    return terms(code, *instead, *([ENDS_OF_DAYS] if ends_of_days else []))


# Half hours meet openings, closings and due instants; other minutes lie between them.
gaps = st.one_of(st.integers(0, 60).map(lambda halves: 30 * halves), st.integers(0, 3_000))
kinds = st.tuples(st.sampled_from(CODES), st.sampled_from(ZONES), st.booleans())


def after(draw: st.DrawFn, at: datetime) -> datetime:
    return at + MINUTE * draw(gaps)


@st.composite
def requests(draw: st.DrawFn) -> Told:
    """A request that has just come, classified or not."""
    code, zone, ends = draw(kinds)
    found = agreement(code, zone, ends_of_days=ends and code in CODES[:2])
    of_severities = st.sampled_from(found.severities) if found.severities else st.none()
    of_types = st.sampled_from(found.types) if found.types else st.none()
    words = Classification(draw(of_types), draw(of_severities))
    came_at = FIRST + 30 * MINUTE * draw(st.integers(0, MINUTES // 30))
    return Told(found, Request(came_at, "portal", words), [])


@st.composite
def stories(draw: st.DrawFn, *, pauses: bool = True) -> Told:
    """What became of it: pauses that never overlap, and severities that change."""
    told = draw(requests())
    at = told.request.submitted_at
    for _ in range(draw(st.integers(0, 4))):
        at = after(draw, at)
        if told.terms.severities and draw(st.booleans()):
            to, cause = draw(st.sampled_from(told.terms.severities)), draw(st.sampled_from(Cause))
            told = told.then(SeverityChanged(at, to, cause))
        elif pauses:
            ends = after(draw, at)
            told = told.then(Paused(at, "waiting_customer"), Resumed(ends))
            at = ends
    return told


def last_of(told: Told) -> datetime:
    return told.history[-1].at if told.history else told.request.submitted_at


def counts_at(reading: Reading, at: datetime) -> bool:
    """Whether time counts at an instant: asked of calendars and windows, not of the clock."""
    case, by = reading.basis.case, reading.basis.due.by
    known = case.terms.timetable.known_to(case.request.submitted_at)
    if by.target.within.is_elapsed:
        return True
    if by.target.calendar != COVERAGE:
        return known.calendar(by.target.calendar or "").is_open(at)
    windows = case.terms.timetable.windows.windows
    code = next(each.code for each in windows if known.calendar(each.code).is_open(at))
    return code in case.terms.timetable.matrix[by.severity or ""]


def is_paused_at(told: Told, at: datetime) -> bool:
    """Whether somebody else must act, for a reason that pauses under the agreement."""
    is_paused = False
    for event in told.history:
        if event.at > at:
            break
        if isinstance(event, Paused | Resumed):
            is_paused = isinstance(event, Paused) and event.because in told.terms.pause_while
    return is_paused


def when(reading: Reading | None) -> datetime:
    """When it is due; the end of time where it never is, or is promised no more."""
    due = None if reading is None else reading.due_at
    return datetime.max.replace(tzinfo=UTC) if due is None else due


@laws
@given(stories(), gaps)
def test_a_promise_is_due_in_an_open_window_or_at_its_end(told, later):
    for reading in told.read(last_of(told) + MINUTE * later).values():
        if reading.due_at is not None and reading.target.within.budget:
            last = reading.due_at - MICROSECOND
            assert counts_at(reading, last)
            # The end of a day comes whoever must act.
            assert reading.target.within.days or not is_paused_at(told, last)


@laws
@given(stories(pauses=False), st.data())
def test_a_pause_never_brings_a_promise_nearer(told, data):
    history = told.history
    begins = data.draw(st.integers(0, len(history)))
    start = history[begins - 1].at if begins else told.request.submitted_at
    start += MINUTE * data.draw(gaps)
    end = start + MINUTE * data.draw(gaps)
    pause: Sequence[Event] = (Paused(start, "waiting_customer"), Resumed(end))
    paused = told._replace(history=sorted([*history, *pause], key=lambda event: event.at))
    now = max(last_of(told), end) + MINUTE * data.draw(gaps)

    without, with_it = told.read(now), paused.read(now)

    assert all(when(with_it[slot]) >= when(each) for slot, each in without.items())


@laws
@given(stories(), st.data())
def test_splitting_a_pause_in_two_changes_nothing(told, data):
    pauses = [number for number, event in enumerate(told.history) if isinstance(event, Paused)]
    assume(pauses)
    at = data.draw(st.sampled_from(pauses))
    begins, ends = told.history[at], told.history[at + 1]
    middle = begins.at + (ends.at - begins.at) * data.draw(st.integers(0, 4)) / 4
    split = [begins, Resumed(middle), Paused(middle, "waiting_customer"), ends]
    halved = told._replace(history=[*told.history[:at], *split, *told.history[at + 2 :]])
    now = last_of(told) + MINUTE * data.draw(gaps)

    assert halved.read(now) == told.read(now)


@laws
@given(stories(), gaps, gaps, st.data())
def test_a_breach_never_disappears_by_evolution(told, later, still_later, data):
    assume(told.terms.severities)
    now = last_of(told) + MINUTE * later
    broken = {k: each for k, each in told.read(now).items() if each.state is State.BREACHED}
    to = data.draw(st.sampled_from(told.terms.severities))
    evolved = told.then(SeverityChanged(now, to, Cause.EVOLUTION))

    found = evolved.read(now + MINUTE * still_later)

    for slot, reading in broken.items():
        assert (found[slot].state, found[slot].due_at) == (State.BREACHED, reading.due_at)


@laws
@given(stories(), gaps, gaps)
def test_the_due_instant_of_a_running_promise_does_not_depend_on_when_one_looks(told, soon, late):
    now = last_of(told) + MINUTE * soon
    later = told.read(now + MINUTE * late)

    for slot, reading in told.read(now).items():
        if reading.state in (State.RUNNING, State.HELD, State.BREACHED):
            assert later[slot].due_at == reading.due_at


@laws
@given(stories(), gaps, gaps)
def test_deeds_and_pauses_of_one_instant_may_stand_in_any_order(told, soon, late):
    at = last_of(told) + MINUTE * soon
    deeds: Sequence[Event] = (
        Met(at, Metric.RESPONSE),
        Met(at, Metric.RESOLUTION),
        Paused(at, "waiting_customer"),
    )
    now = at + MINUTE * late

    first, *others = [told.then(*order).read(now) for order in permutations(deeds)]

    assert all(other == first for other in others)


@laws
@given(stories(), gaps)
def test_levels_are_reached_while_time_counts_and_nobody_else_must_act(told, later):
    for reading in told.read(last_of(told) + MINUTE * later).values():
        for reached in levels_of(reading):
            assert counts_at(reading, reached.at)
            assert not is_paused_at(told, reached.at)


@laws
@given(stories(), gaps, gaps)
def test_what_was_reached_stays_reached_at_the_same_instant(told, soon, late):
    now = last_of(told) + MINUTE * soon
    later = told.read(now + MINUTE * late)

    for slot, reading in told.read(now).items():
        reached = [each for each in levels_of(reading) if each.at <= now]
        assert set(reached) <= set(levels_of(later[slot]))
