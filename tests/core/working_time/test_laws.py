"""What holds for every calendar that opens again and again, from 1900 to 2200."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.working_time.cast import OPEN_AGAIN_AND_AGAIN, utc

CALENDARS = st.sampled_from(OPEN_AGAIN_AND_AGAIN)
CENTURIES = utc("2200-01-01") - utc("1900-01-01")
INSTANTS = st.timedeltas(timedelta(), CENTURIES).map(lambda passed: utc("1900-01-01") + passed)
DECADES = st.timedeltas(timedelta(), CENTURIES / 10).map(lambda passed: utc("2000-01-01") + passed)
AMOUNTS = st.timedeltas(timedelta(microseconds=1), timedelta(days=300))
MICROSECOND = timedelta(microseconds=1)

laws = settings(max_examples=15)


@laws
@given(CALENDARS, INSTANTS, AMOUNTS)
def test_spending_working_time_takes_exactly_that_time(calendar, start, amount):
    assert calendar.between(start, calendar.add(start, amount)) == amount
    assert calendar.between(calendar.add(start, -amount), start) == amount


@laws
@given(CALENDARS, INSTANTS, AMOUNTS)
def test_the_end_is_the_earliest_and_the_start_the_latest(calendar, at, amount):
    end, start = calendar.add(at, amount), calendar.add(at, -amount)

    assert calendar.between(at, end - MICROSECOND) == amount - MICROSECOND
    assert calendar.between(start + MICROSECOND, at) == amount - MICROSECOND


@laws
@given(CALENDARS, DECADES, DECADES, DECADES)
def test_splitting_a_span_changes_no_sum(calendar, start, middle, end):
    parts = calendar.between(start, middle) + calendar.between(middle, end)

    assert parts == calendar.between(start, end) == -calendar.between(end, start)


@laws
@given(CALENDARS, INSTANTS, AMOUNTS, AMOUNTS)
def test_adding_twice_is_adding_the_sum(calendar, start, first, second):
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@laws
@given(CALENDARS, INSTANTS)
def test_nothing_is_worked_before_the_next_opening(calendar, at):
    opening = calendar.next_open(at)

    assert calendar.is_open(opening)
    assert calendar.between(at, opening) == timedelta()
    assert calendar.is_open(at) is (opening == at)


@laws
@given(CALENDARS, INSTANTS, st.timedeltas(timedelta(), timedelta(days=40)))
def test_the_open_spans_add_up_and_never_touch(calendar, start, length):
    spans = list(calendar.open_spans(start, start + length))

    total = sum((span.length for span in spans), timedelta())
    assert total == calendar.between(start, start + length)
    assert all(one.end < next_one.start for one, next_one in pairwise(spans))


@laws
@given(CALENDARS, INSTANTS, st.integers(1, 400))
def test_counting_working_days_forth_and_back(calendar, start, count):
    day = calendar.add_working_days(start, count)

    assert calendar.is_open(day.opens_at)
    assert not calendar.is_open(day.closes_at) or day.closes_at == day.ends_at
    back = calendar.add_working_days(day.opens_at, -1)
    forth = calendar.add_working_days(back.opens_at, 1)
    assert forth == day == calendar.add_working_days(day.opens_at, 0)
