"""The answers are those of a walk that looks at the wall clock minute by minute."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.working_time.changes import DAYS, instants, walks
from tests.core.working_time.slow_walk import MINUTE, SlowWalk

AMOUNTS = st.timedeltas(timedelta(microseconds=1), timedelta(days=2))


@settings(max_examples=25)
@given(walks(), st.data())
def test_every_answer_is_the_slow_walks(walk, data):
    calendar, origin = walk
    slow = SlowWalk(calendar, origin, DAYS)

    for _ in range(4):
        first, second = sorted(data.draw(st.tuples(instants(origin), instants(origin))))
        worked = slow.between(first, second)
        assert calendar.between(first, second) == worked
        assert calendar.is_open(first) is slow.is_open(first)
        assert slow.next_open(first) in (None, calendar.next_open(first))
        for amount in [data.draw(AMOUNTS), worked or MINUTE]:
            assert slow.after(first, amount) in (None, calendar.add(first, amount))
            assert slow.before(second, amount) in (None, calendar.add(second, -amount))

    spans = calendar.open_spans(origin, slow.end)
    assert [(span.start, span.end) for span in spans] == slow.runs


@settings(max_examples=12)
@given(walks())
def test_working_days_are_the_dates_that_the_slow_walk_finds_open(walk):
    calendar, origin = walk
    zone = ZoneInfo(calendar.zone)
    slow = SlowWalk(calendar, origin, DAYS)
    minutes = [at for a, b in slow.runs for at in minutes_from(a, b)]
    dates = {at.astimezone(zone).date() for at in minutes}
    # The first and last dates of the walk may be cut.
    start = (origin + timedelta(days=1)).astimezone(zone)
    end = (origin + timedelta(days=3)).astimezone(zone).date()
    expected = sorted(day for day in dates if start.date() < day < end)

    found = [calendar.add_working_days(start, count) for count in range(1, len(expected) + 1)]

    assert [day.date for day in found] == expected
    for day in found:
        shown = [at for at in minutes if at.astimezone(zone).date() == day.date]
        assert (day.opens_at, day.closes_at) == (shown[0], shown[-1] + MINUTE)
        assert (day.ends_at - MINUTE).astimezone(zone).date() == day.date
        assert day.ends_at.astimezone(zone).date() > day.date


def minutes_from(start, end):
    return [start + count * MINUTE for count in range((end - start) // MINUTE)]
