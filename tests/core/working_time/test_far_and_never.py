"""Any year a datetime can hold, and answers that do not exist."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.working_time import timeline
from puntuale.core.working_time.calendar import Calendar, compiled
from tests.core.working_time.cast import ALL_DAY, ALWAYS, EMPTY, FAIR, OFFICE, QUIET, SPLIT_DAY, utc

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
YEAR = timedelta(days=365)


def test_a_calendar_that_never_opens_answers_without_compiling_a_year():
    timeline = compiled(EMPTY)

    assert EMPTY.add(utc("2026-01-01"), YEAR) is None
    assert EMPTY.add(utc("2026-01-01"), -YEAR) is None
    assert EMPTY.next_open(utc("2026-01-01")) is None
    assert EMPTY.add_working_days(utc("2026-01-01"), 1) is None
    assert EMPTY.add_working_days(utc("2026-01-01"), -1) is None
    assert EMPTY.between(FIRST, LAST) == timedelta()
    assert list(EMPTY.open_spans(FIRST, LAST)) == []
    assert timeline.first_block > timeline.last_block


def test_only_the_years_of_the_openings_are_looked_at():
    assert FAIR.add(FIRST, timedelta(hours=6)) == utc("2026-06-06 16:00")
    assert FAIR.add(LAST, timedelta(hours=-6)) == utc("2026-06-06 10:00")
    assert FAIR.add(utc("2026-06-06 16:00"), timedelta(seconds=1)) is None
    assert FAIR.add(utc("2026-06-06 10:00"), timedelta(seconds=-1)) is None
    assert FAIR.add_working_days(FIRST, 1).date == date(2026, 6, 6)
    assert FAIR.add_working_days(LAST, -1).date == date(2026, 6, 6)
    assert FAIR.add_working_days(LAST, -2) is None
    assert compiled(FAIR).first_block == compiled(FAIR).last_block


def test_a_closure_without_end_is_the_end():
    shut = QUIET.with_closures([(date(2026, 7, 1), date.max), (date.min, date(2026, 1, 1))])

    assert shut.add(utc("2026-06-30 15:00"), timedelta(hours=1)) == utc("2026-06-30 16:00")
    assert shut.add(utc("2026-06-30 15:00"), timedelta(hours=2)) is None
    assert shut.add(utc("2026-01-02 09:00"), timedelta(hours=-2)) is None
    assert shut.add_working_days(utc("2026-06-30"), 1) is None
    assert compiled(shut).last_block - compiled(shut).first_block <= 1


def test_a_closure_of_decades_closes_every_year_of_them():
    shut = QUIET.with_closures([(date(2000, 1, 1), date(2030, 12, 31))])

    assert shut.add(utc("1999-12-31 15:00"), timedelta(hours=2)) == utc("2031-01-01 09:00")
    assert shut.add_working_days(utc("1999-12-31"), 1).date == date(2031, 1, 1)


def test_an_opening_survives_the_closure_of_all_time():
    closed = Calendar(
        "UTC",
        (SPLIT_DAY,) * 7,
        closures=((date.min, date.max),),
        openings=((date(2026, 6, 6), SPLIT_DAY),),
    )

    assert closed.between(FIRST, LAST) == timedelta(hours=8)


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/Adak"])
def test_the_first_and_the_last_instant_are_instants_like_others(zone):
    always = Calendar(zone, (ALL_DAY,) * 7)

    # The dates before year 1 and after 9999, shown in some zones, do not exist.
    assert YEAR < always.between(LAST - 2 * YEAR, LAST) <= 2 * YEAR
    assert YEAR < always.between(FIRST, FIRST + 2 * YEAR) <= 2 * YEAR
    assert always.add(LAST - YEAR, 2 * YEAR) is None
    assert always.add(FIRST + YEAR, -2 * YEAR) is None
    assert always.add_working_days(LAST - 2 * YEAR, 10_000) is None
    assert always.add_working_days(LAST - 3 * timedelta(days=1), 0).ends_at <= LAST
    assert always.add_working_days(FIRST + 3 * timedelta(days=1), 0).opens_at >= FIRST


def test_an_opening_past_the_last_midnight_is_cut():
    late = Calendar("America/New_York", ((),) * 7, openings=((date.max, ((1380, 1500),)),))

    assert late.between(FIRST, LAST) <= timedelta(hours=1)


def test_far_answers_are_exact():
    centuries = timedelta(hours=8 * 100_000)

    assert QUIET.add(utc("1900-01-01 08:00"), centuries) == utc("1900-01-01 16:00") + timedelta(
        days=99_999
    )
    assert QUIET.add(utc("2200-01-01 16:00"), -centuries) == utc("2200-01-01 08:00") - timedelta(
        days=99_999
    )
    assert QUIET.add_working_days(utc("1900-01-01"), 100_000).date == date(2173, 10, 16)
    assert QUIET.add_working_days(utc("2173-10-16"), -100_000).date == date(1900, 1, 1)
    assert ALWAYS.between(utc("1900-01-01"), utc("2200-01-01")) == utc("2200-01-01") - utc(
        "1900-01-01"
    )


def test_offsets_of_half_a_minute_are_kept():
    monrovia = Calendar("Africa/Monrovia", (SPLIT_DAY,) * 7)

    assert monrovia.next_open(utc("1950-01-01")) == utc("1950-01-01 09:44:30")


def test_summer_time_goes_on_after_the_last_listed_change():
    opening = OFFICE.next_open(utc("2199-07-01 00:00"))

    assert opening.astimezone(ZoneInfo("Europe/Rome")).hour == 9
    assert opening.hour == 7


def test_years_that_are_not_asked_for_are_dropped_and_found_again(monkeypatch):
    monkeypatch.setattr(timeline, "KEPT_BLOCKS", 2)
    calendar = Calendar("UTC", (((481, 961),),) * 7)

    lengths = [
        calendar.between(utc("2000-01-01"), utc(f"{year}-01-01")) for year in range(2001, 2021)
    ]

    assert lengths == sorted(lengths)
    assert calendar.between(utc("2000-01-01"), utc("2001-01-01")) == timedelta(hours=8 * 366)
    assert len(compiled(calendar)._tables) <= 2
