"""How recorded time becomes billable time."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from puntuale.core.charges.bands import BASE, Band
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.rounding import Rounding, rounded
from puntuale.core.working_time.instants import microseconds

SECOND, MINUTE = 1_000_000, 60_000_000
NIGHT = Band("night", Fraction(1, 2), 1)
HOLIDAY = Band("holiday", Fraction(1), 2)
START = microseconds(datetime(2026, 11, 23, 10, tzinfo=UTC))
QUARTERS = Rounding(increment=15 * MINUTE, minimum=30 * MINUTE)


def pieces(*worked: tuple[Band, int]) -> list[Piece]:
    """Bands and seconds, one after the other."""
    found, at = [], START
    for band, seconds in worked:
        found.append(Piece(at, at + seconds * SECOND, band, seconds * SECOND))
        at += seconds * SECOND
    return found


def billed(rule: Rounding, *worked: tuple[Band, int]) -> list[tuple[str, float]]:
    return [(each.band.code, each.time / SECOND) for each in rounded(rule, pieces(*worked)).pieces]


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (1, 30),
        (30 * 60, 30),
        (30 * 60 + 59, 30),
        (31 * 60, 45),
        (45 * 60, 45),
        (45 * 60 + 59, 45),
        (46 * 60, 60),
    ],
)
def test_started_quarters_are_whole_ones_and_whole_ones_stay(seconds, minutes):
    assert billed(QUARTERS, (BASE, seconds)) == [("base", minutes * 60)]


def test_some_work_is_never_below_one_step_of_the_resolution():
    assert billed(Rounding(), (BASE, 40)) == [("base", 60)]
    assert billed(Rounding(resolution=5 * MINUTE), (BASE, 1)) == [("base", 300)]


def test_seconds_are_dropped_from_the_end_of_the_band_with_most_work():
    assert billed(Rounding(), (NIGHT, 50), (BASE, 100), (NIGHT, 20)) == [
        ("night", 50),
        ("base", 50),
        ("night", 20),
    ]
    assert billed(Rounding(), (BASE, 100), (NIGHT, 60), (BASE, 10)) == [("base", 60), ("night", 60)]


def test_another_band_drops_seconds_only_when_the_first_has_none_left():
    hour = Rounding(resolution=60 * MINUTE)

    found = billed(
        hour, (BASE, 1740), (NIGHT, 1741), (HOLIDAY, 1740), (Band("x", NIGHT.add, 3), 1740)
    )

    assert found == [("base", 120), ("holiday", 1740), ("x", 1740)]


def test_added_time_goes_to_the_majority_at_its_last_piece():
    worked = (NIGHT, 120), (BASE, 60), (NIGHT, 120), (BASE, 60)

    assert billed(QUARTERS, *worked) == [
        ("night", 120),
        ("base", 60),
        ("night", 120 + 1440),
        ("base", 60),
    ]


def test_of_equal_bands_the_cheapest_takes_what_is_added():
    assert billed(QUARTERS, (NIGHT, 600), (BASE, 600)) == [("night", 600), ("base", 1200)]
    assert billed(QUARTERS, (HOLIDAY, 600), (NIGHT, 600)) == [("holiday", 600), ("night", 1200)]


def test_majority_is_judged_on_recorded_seconds():
    # Cut to whole minutes both would have five.
    assert billed(QUARTERS, (NIGHT, 301), (BASE, 300)) == [("night", 1500), ("base", 300)]
