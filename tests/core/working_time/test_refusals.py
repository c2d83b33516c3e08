"""A calendar is right from birth or does not exist."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.errors import NaiveTime
from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.errors import (
    BackwardClosure,
    BadDate,
    BadMinutes,
    BadWeek,
    OverlappingHours,
    UnknownZone,
)
from puntuale.core.working_time.span import Span
from tests.core.working_time.cast import OFFICE, SPLIT_DAY, rome

WEEK = (SPLIT_DAY,) * 7
NAIVE = datetime.fromisoformat("2026-03-06 16:00")
AWARE = datetime(2026, 3, 6, 16, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)


@pytest.mark.parametrize("zone", ["Europe/Roma", "", "../etc/passwd", "Europe", None, 3])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(UnknownZone):
        Calendar(zone, WEEK)


@pytest.mark.parametrize("days", [0, 6, 8])
def test_a_week_of_other_than_seven_days_is_refused(days):
    with pytest.raises(BadWeek, match=f"{days} were given"):
        Calendar("UTC", (SPLIT_DAY,) * days)


@pytest.mark.parametrize(
    "window",
    [(-1, 60), (1440, 1500), (60, 60), (60, 59), (60, 2881), (60,), (1, 2, 3), (9.5, 18.0), "ab"],
)
def test_a_window_that_cannot_be_meant_is_refused(window):
    with pytest.raises(BadMinutes):
        Calendar("UTC", ((window,),) * 7)


def test_windows_of_one_day_that_overlap_are_refused():
    with pytest.raises(OverlappingHours, match=r"\(540, 780\) and \(779, 1080\)"):
        Calendar("UTC", (((779, 1080), (540, 780)),) * 7)


def test_overlapping_windows_of_an_exceptional_opening_are_refused():
    with pytest.raises(OverlappingHours):
        Calendar("UTC", WEEK, openings=((date(2026, 1, 1), ((0, 60), (59, 70))),))


@pytest.mark.parametrize("day", [NAIVE, "2026-01-01", None])
def test_holidays_closures_and_openings_are_civil_dates(day):
    good = date(2026, 1, 1)

    with pytest.raises(BadDate):
        Calendar("UTC", WEEK, holidays=frozenset({day}))
    with pytest.raises(BadDate):
        Calendar("UTC", WEEK, closures=((day, good),))
    with pytest.raises(BadDate):
        Calendar("UTC", WEEK, closures=((good, day),))
    with pytest.raises(BadDate):
        Calendar("UTC", WEEK, openings=((day, SPLIT_DAY),))


def test_a_closure_that_ends_before_it_begins_is_refused():
    with pytest.raises(BackwardClosure):
        Calendar("UTC", WEEK, closures=((date(2026, 1, 2), date(2026, 1, 1)),))


@pytest.mark.parametrize(
    "ask",
    [
        lambda: OFFICE.add(NAIVE, AN_HOUR),
        lambda: OFFICE.between(NAIVE, AWARE),
        lambda: OFFICE.between(AWARE, NAIVE),
        lambda: OFFICE.is_open(NAIVE),
        lambda: OFFICE.next_open(NAIVE),
        lambda: OFFICE.add_working_days(NAIVE, 1),
        lambda: OFFICE.open_spans(NAIVE, AWARE),
        lambda: Span(NAIVE, AWARE),
        lambda: Span(AWARE, NAIVE),
    ],
)
def test_an_instant_without_a_zone_is_refused_at_once(ask):
    with pytest.raises(NaiveTime):
        ask()


def test_a_span_is_in_utc_from_birth():
    night = Span(rome("2026-03-29 01:00"), rome("2026-03-29 04:00"))

    # As wall-clock times in one zone they would be three hours apart.
    assert night.length == timedelta(hours=2)
    assert night.start.tzinfo is UTC


def test_spans_share_what_lies_in_both():
    morning = Span(rome("2026-03-06 09:00"), rome("2026-03-06 13:00"))
    noon = Span(rome("2026-03-06 12:00"), rome("2026-03-06 14:00"))
    evening = Span(rome("2026-03-06 18:00"), rome("2026-03-06 20:00"))

    assert morning.overlap(noon) == Span(noon.start, morning.end)
    assert morning.overlap(evening).length == timedelta()


def test_two_instants_of_one_zone_are_not_subtracted_as_wall_clock_time():
    always = Calendar("Europe/Rome", (((0, 1440),),) * 7)
    zone = ZoneInfo("Europe/Rome")
    start, end = datetime(2026, 3, 29, 1, tzinfo=zone), datetime(2026, 3, 29, 4, tzinfo=zone)

    assert end - start == timedelta(hours=3)
    assert always.between(start, end) == timedelta(hours=2)


@pytest.mark.parametrize(("fold", "worked"), [(0, 2), (1, 1)])
def test_the_second_of_two_equal_times_is_another_instant(fold, worked):
    always = Calendar("Europe/Rome", (((0, 1440),),) * 7)
    start = datetime(2026, 10, 25, 2, tzinfo=ZoneInfo("Europe/Rome"), fold=fold)

    assert always.between(start, rome("2026-10-25 03:00")) == timedelta(hours=worked)
