"""Hours, dates and durations as they stand beside figures."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.ui.templatetags.words import long_date, weekday_and_date
from puntuale.ui.words import durations, moments
from puntuale.ui.words.sizes import file_size
from puntuale.ui.words.viewpoint import Viewpoint

ROME = ZoneInfo("Europe/Rome")


def rome(text):
    return datetime.fromisoformat(text).replace(tzinfo=ROME)


@pytest.mark.parametrize(
    ("minutes", "english", "italian"),
    [
        (0, "0 min", "0 min"),
        (0.5, "under 1 min", "meno di 1 min"),
        (1, "1 min", "1 min"),
        (45, "45 min", "45 min"),
        (60, "1 h", "1 h"),
        (80, "1 h 20", "1 h 20"),
        (125, "2 h 05", "2 h 05"),
        (539, "8 h 59", "8 h 59"),
        (540, "1 d", "1 g"),
        (1430, "2 d 5 h 50", "2 g 5 h 50"),
        (560, "1 d 20 min", "1 g 20 min"),
        (-80, "1 h 20", "1 h 20"),
    ],
)
def test_a_duration_in_working_days_of_nine_hours(said_in, minutes, english, italian):
    time, day = timedelta(minutes=minutes), timedelta(hours=9)

    assert said_in("en", lambda: durations.duration(time, day)) == english
    assert said_in("it", lambda: durations.duration(time, day)) == italian


def test_without_a_working_day_hours_go_on():
    assert durations.duration(timedelta(hours=25)) == "25 h"


@pytest.mark.parametrize(
    ("minutes", "english", "italian"),
    [
        (1, "1 minute", "1 minuto"),
        (19, "19 minutes", "19 minuti"),
        (60, "1 hour", "1 ora"),
        (360, "6 hours", "6 ore"),
        (80, "1 h 20", "1 h 20"),
    ],
)
def test_a_duration_in_a_sentence(said_in, minutes, english, italian):
    time = timedelta(minutes=minutes)

    assert said_in("en", lambda: durations.in_words(time)) == english
    assert said_in("it", lambda: durations.in_words(time)) == italian


@pytest.mark.parametrize(
    ("at", "english", "italian"),
    [
        ("2026-11-24 23:59", "23:59", "23:59"),
        ("2026-11-25 10:00", "Wed 10:00", "mer 10:00"),
        ("2026-11-30 10:00", "Mon 10:00", "lun 10:00"),
        ("2026-12-01 10:00", "Tue 1 Dec 10:00", "mar 1° dic 10:00"),
        ("2026-11-18 10:00", "Wed 10:00", "mer 10:00"),
        ("2026-11-17 10:00", "Tue 17 Nov 10:00", "mar 17 nov 10:00"),
        ("2027-01-05 10:00", "Tue 5 Jan 2027 10:00", "mar 5 gen 2027 10:00"),
    ],
)
def test_an_hour_carries_its_day_as_soon_as_it_needs_one(said_in, at, english, italian):
    view = Viewpoint(rome("2026-11-24 16:20"), ROME)

    assert said_in("en", lambda: moments.short(rome(at), view)) == english
    assert said_in("it", lambda: moments.short(rome(at), view)) == italian


def test_today_is_the_agreements_today():
    # 00:30 in Rome is still the evening before in UTC.
    view = Viewpoint(datetime(2026, 11, 24, 22, 0, tzinfo=UTC), ROME)

    assert moments.short(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), view) == "Wed 00:30"


@pytest.mark.parametrize(
    ("start", "end", "english"),
    [
        ("2026-11-23 10:00", "2026-11-23 12:00", "Mon 10:00 – 12:00"),
        ("2026-11-23 12:00", "2026-11-24 15:00", "Mon 12:00 – Tue 15:00"),
    ],
)
def test_an_interval_names_its_days(start, end, english):
    view = Viewpoint(rome("2026-11-24 16:20"), ROME)

    assert moments.interval(rome(start), rome(end), view) == english


@pytest.mark.parametrize(
    ("count", "english", "italian"),
    [
        (0, "0 kB", "0 kB"),
        (1, "1 kB", "1 kB"),
        (84_000, "84 kB", "84 kB"),
        (1_240_000, "1.2 MB", "1,2 MB"),
    ],
)
def test_how_large_a_file_is(said_in, count, english, italian):
    assert said_in("en", lambda: file_size(count)) == english
    assert said_in("it", lambda: file_size(count)) == italian


def test_the_days_of_a_page_are_written_in_lower_case_in_italian(said_in):
    at = rome("2026-11-24 16:20")

    assert said_in("it", lambda: (weekday_and_date(at), long_date(at))) == (
        "mar 24 nov",
        "martedì 24 novembre",
    )
    assert said_in("en", lambda: (weekday_and_date(at), long_date(at))) == (
        "Tue 24 Nov",
        "Tuesday 24 November",
    )
