"""Every row of the page on working time holds."""

import pytest

from tests.core.working_time.reckoning_page import (
    calendars,
    read_duration,
    read_instant,
    table,
)

CALENDARS = calendars()


def rows(heading):
    return [pytest.param(*row, id=" ".join(row[:3])) for row in table(heading)]


@pytest.mark.parametrize(("name", "at", "is_open", "next_open", "why"), rows("Open"))
def test_a_calendar_is_open_as_the_page_says(name, at, is_open, next_open, why):
    calendar = CALENDARS[name]

    instant = read_instant(at, calendar)

    assert calendar.is_open(instant) is (is_open == "yes")
    assert calendar.next_open(instant) == read_instant(next_open, calendar)


@pytest.mark.parametrize(("name", "start", "end", "worked", "why"), rows("Between"))
def test_so_much_is_worked_between_as_the_page_says(name, start, end, worked, why):
    calendar = CALENDARS[name]

    length = calendar.between(read_instant(start, calendar), read_instant(end, calendar))

    assert length == read_duration(worked)


@pytest.mark.parametrize(("name", "start", "working_time", "answer", "why"), rows("Add"))
def test_working_time_is_used_up_as_the_page_says(name, start, working_time, answer, why):
    calendar = CALENDARS[name]

    end = calendar.add(read_instant(start, calendar), read_duration(working_time))

    assert end == read_instant(answer, calendar)


@pytest.mark.parametrize(("name", "start", "count", "day", "opens", "closes", "ends"), rows("Days"))
def test_working_days_are_counted_as_the_page_says(name, start, count, day, opens, closes, ends):
    calendar = CALENDARS[name]

    found = calendar.add_working_days(read_instant(start, calendar), int(count))

    if day == "never":
        assert found is None
    else:
        described = [found.date.isoformat(), found.opens_at, found.closes_at, found.ends_at]
        assert described == [day, *(read_instant(text, calendar) for text in (opens, closes, ends))]
