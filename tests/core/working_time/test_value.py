"""A calendar is a value: equal by content, and nothing else is remembered of it."""

import pickle
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest

from puntuale.core.working_time.calendar import Calendar, compiled
from tests.core.working_time.cast import ALWAYS, NIGHTS, OFFICE, QUIET, SPLIT_DAY, rome

AUGUST = (date(2026, 8, 10), date(2026, 8, 21))
EASTER = (date(2026, 4, 6), date(2026, 4, 6))


def test_calendars_of_equal_content_are_equal_and_share_what_is_compiled():
    windows = ((840, 1080), (660, 780), (540, 660))
    one = Calendar("UTC", [windows] * 7, closures=[AUGUST, EASTER, AUGUST])
    other = Calendar("UTC", (SPLIT_DAY,) * 7, closures=(EASTER, AUGUST))

    assert one == other
    assert hash(one) == hash(other)
    assert compiled(one) is compiled(other)


def test_a_calendar_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        OFFICE.zone = "UTC"


def test_what_was_compiled_does_not_travel():
    asked = Calendar("UTC", (SPLIT_DAY,) * 7)
    asked.add(rome("2026-03-06 16:00"), timedelta(hours=4))

    copy = pickle.loads(pickle.dumps(asked))

    assert copy == asked
    assert set(vars(copy)) == {"zone", "week", "holidays", "closures", "openings"}
    start = rome("2026-03-06 16:00")
    assert copy.add(start, timedelta(hours=4)) == asked.add(start, timedelta(hours=4))


@pytest.mark.parametrize(("calendar", "always"), [(OFFICE, False), (ALWAYS, True), (NIGHTS, False)])
def test_a_calendar_is_always_open_when_its_week_has_no_closed_minute(calendar, always):
    assert calendar.always_open is always


def test_days_that_run_into_each_other_are_always_open():
    assert Calendar("UTC", (((0, 360), (360, 1440)),) * 7).always_open
    assert Calendar("UTC", (((360, 1800),),) * 7).always_open


def test_closed_dates_and_openings_are_added_to_what_there_is():
    closed = QUIET.with_closures([AUGUST]).with_holidays([date(2026, 1, 6)])
    reopened = closed.with_openings([(date(2026, 8, 15), SPLIT_DAY)])

    assert closed.closures == (AUGUST,)
    assert closed.holidays == {date(2026, 1, 6)}
    assert not closed.is_open(rome("2026-08-15 12:00"))
    assert reopened.is_open(rome("2026-08-15 12:00"))
    assert QUIET.closures == ()


def test_two_openings_on_one_date_are_open_together():
    day = date(2026, 3, 7)
    both = OFFICE.with_openings([(day, ((540, 660),)), (day, ((600, 720),))])

    assert both.between(rome("2026-03-07 00:00"), rome("2026-03-08 00:00")) == timedelta(hours=3)


def test_integers_ask_the_same_questions():
    start, end = 1_772_809_200_000_000, 1_773_054_000_000_000

    assert OFFICE.add_seconds(start // 10**6, 4 * 3600) == 1_773_050_400
    assert OFFICE.seconds_between(start // 10**6, end // 10**6) == 5 * 3600
    assert OFFICE.add_microseconds(start, 4 * 3600 * 10**6) == 1_773_050_400_000_000
    assert OFFICE.microseconds_between(start, end) == 5 * 3600 * 10**6
