"""Local times that exist once, twice, or not at all (readings X-04, X-05)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.working_time.wall_clock import beside_the_gap, instants_shown_as

ROME = ZoneInfo("Europe/Rome")


def wall(written: str) -> datetime:
    return datetime.fromisoformat(written)


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "instants"),
    [
        ("2026-11-23 10:00", ["2026-11-23 09:00"]),
        ("2027-03-28 01:59", ["2027-03-28 00:59"]),
        ("2027-03-28 02:00", []),
        ("2027-03-28 02:30", []),
        ("2027-03-28 03:00", ["2027-03-28 01:00"]),
        ("2026-10-25 01:59", ["2026-10-24 23:59"]),
        ("2026-10-25 02:30", ["2026-10-25 00:30", "2026-10-25 01:30"]),
        ("2026-10-25 03:00", ["2026-10-25 02:00"]),
    ],
)
def test_a_clock_shows_a_time_once_twice_or_never(shown, instants):
    assert instants_shown_as(wall(shown), ROME) == tuple(map(utc, instants))


@pytest.mark.parametrize(
    ("skipped", "zone", "before", "after"),
    [
        ("2027-03-28 02:30", "Europe/Rome", "2027-03-28 01:59", "2027-03-28 03:00"),
        ("2027-03-28 02:00", "Europe/Rome", "2027-03-28 01:59", "2027-03-28 03:00"),
        ("2027-03-28 02:59", "Europe/Rome", "2027-03-28 01:59", "2027-03-28 03:00"),
        # Half an hour, and a whole day.
        ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-04 01:59", "2026-10-04 02:30"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-29 23:59", "2011-12-31 00:00"),
    ],
)
def test_the_minutes_beside_a_gap_can_be_used(skipped, zone, before, after):
    assert beside_the_gap(wall(skipped), ZoneInfo(zone)) == (wall(before), wall(after))
