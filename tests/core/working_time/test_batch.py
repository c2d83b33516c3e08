"""A batch gives what the questions one by one would give, or refuses."""

from datetime import timedelta

import numpy as np
import pytest

from puntuale.core.working_time import batch, joined
from puntuale.core.working_time.batch import NEVER, add_many, between_many
from puntuale.core.working_time.calendar import Calendar
from puntuale.core.working_time.errors import InexactTime
from tests.core.working_time.cast import (
    EMPTY,
    FAIR,
    OFFICE,
    OPEN_AGAIN_AND_AGAIN,
    SPLIT_DAY,
    utc,
)

HOUR = 3600 * 10**6
RANDOM = np.random.default_rng(2026)


@pytest.fixture(autouse=True, params=[0, batch.FEW], ids=["together", "or one by one"])
def few(request, monkeypatch):
    """However few they are, they are looked up together first, and then as it happens to be."""
    monkeypatch.setattr(batch, "FEW", request.param)


def instants(count, first="2015-01-01", last="2030-01-01"):
    bounds = np.array([first, last], "M8[us]").view(np.int64)
    return RANDOM.integers(*bounds, count)


def one_by_one(question, *arrays):
    answers = [question(*pair) for pair in zip(*(array.tolist() for array in arrays), strict=True)]
    return [NEVER if answer is None else answer for answer in answers]


@pytest.mark.parametrize("calendar", [*OPEN_AGAIN_AND_AGAIN, EMPTY, FAIR])
def test_a_batch_equals_the_questions_one_by_one(calendar):
    starts, ends = instants(300), instants(300)
    work = RANDOM.integers(-2000 * HOUR, 2000 * HOUR, 300)
    work[::50] = 0

    added, between = add_many(calendar, starts, work), between_many(calendar, starts, ends)

    assert added.tolist() == one_by_one(calendar.add_microseconds, starts, work)
    assert between.tolist() == one_by_one(calendar.microseconds_between, starts, ends)


@pytest.mark.parametrize("calendar", [*OPEN_AGAIN_AND_AGAIN, EMPTY, FAIR])
def test_openings_and_closings_themselves_are_no_exception(calendar):
    start = utc("2026-06-01")
    spans = list(calendar.open_spans(start, start + timedelta(days=7)))[:40] or [None]
    edges = [at for span in spans if span for at in (span.start, span.end)] or [start]
    starts = np.array([at.replace(tzinfo=None) for at in edges], "M8[us]").view(np.int64)
    work = np.array([1, -1, 2 * HOUR, -2 * HOUR, 8 * HOUR, -8 * HOUR])

    added = add_many(calendar, starts[:, np.newaxis], work)

    pairs = np.repeat(starts, len(work)), np.tile(work, len(starts))
    assert added.ravel().tolist() == one_by_one(calendar.add_microseconds, *pairs)


def test_a_window_of_minutes_is_over_when_it_is_over():
    mornings = Calendar("Europe/Rome", (((600, 610),),) * 7)
    starts = np.arange("2026-03-06T06:00", "2026-03-08T06:00", 7, "M8[m]").astype("M8[us]")
    starts, work = starts.view(np.int64), np.full(len(starts), HOUR // 30)

    added, between = add_many(mornings, starts, work), between_many(mornings, starts, starts[::-1])

    assert added.tolist() == one_by_one(mornings.add_microseconds, starts, work)
    assert between.tolist() == one_by_one(mornings.microseconds_between, starts, starts[::-1])


def test_a_hundred_windows_a_day_are_windows_like_others():
    often = Calendar("UTC", (tuple((at, at + 3) for at in range(0, 1440, 14)),) * 7)
    starts = instants(20, "2026-01-01", "2026-07-01")
    work = RANDOM.integers(1, 40 * HOUR, 20)

    added = add_many(often, starts, work)

    assert added.tolist() == one_by_one(often.add_microseconds, starts, work)
    assert between_many(often, starts, added).tolist() == work.tolist()


def test_instants_of_all_times_are_answered(monkeypatch):
    monkeypatch.setattr(joined, "MOST_BLOCKS", 4)
    starts = np.append(instants(50, "1900-01-01", "2200-01-01"), instants(50))
    ends = np.append(instants(50), instants(50, "1900-01-01", "2200-01-01"))
    work = RANDOM.integers(-40_000 * HOUR, 40_000 * HOUR, 100)

    added, between = add_many(OFFICE, starts, work), between_many(OFFICE, starts, ends)

    assert added.tolist() == one_by_one(OFFICE.add_microseconds, starts, work)
    assert between.tolist() == one_by_one(OFFICE.microseconds_between, starts, ends)


def test_more_work_than_all_years_have_is_never_done(monkeypatch):
    monkeypatch.setattr(joined, "MOST_BLOCKS", 8)
    work = np.array([np.iinfo(np.int64).max, np.iinfo(np.int64).min + 1, HOUR])

    added = add_many(OFFICE, instants(3), work)

    assert (added == NEVER).tolist() == [True, True, False]


def test_datetimes_come_back_as_datetimes_in_the_shape_that_was_asked():
    starts = np.array(["2026-03-06T15:00", "NaT"], "M8[m]")
    work = np.array([[4], [10**6]], "m8[h]")

    added = add_many(FAIR.with_openings([(utc("2026-03-09").date(), SPLIT_DAY)]), starts, work)

    assert added.dtype == "M8[us]"
    assert added.astype(str).tolist() == [
        ["2026-03-09T13:00:00.000000", "NaT"],
        ["NaT", "NaT"],
    ]


def test_the_time_between_datetimes_is_a_timedelta():
    starts = np.array(["2026-03-06T15:00:00", "NaT"], "M8[s]")

    between = between_many(OFFICE, starts, np.datetime64("2026-03-09T10:00", "us"))

    assert between.dtype == "m8[us]"
    assert between.view(np.int64).tolist() == [4 * HOUR, NEVER]


def test_nothing_asked_is_nothing_answered():
    assert add_many(OFFICE, np.array([], np.int64), HOUR).tolist() == []
    assert between_many(OFFICE, np.array([NEVER, NEVER]), 0).tolist() == [NEVER, NEVER]


@pytest.mark.parametrize(
    "times",
    [
        [1.5],
        [True],
        ["2026-03-06"],
        [None],
        np.array([1], np.uint64),
        np.array(["2026-03-06T15:00:00.123456789"], "M8[ns]"),
        np.array(["300000-01-01"], "M8[Y]").astype("M8[D]"),
        np.array([5], "m8[M]"),
        np.array([5], "m8"),
    ],
)
def test_times_that_would_have_to_be_rounded_are_refused(times):
    with pytest.raises(InexactTime):
        add_many(OFFICE, times, HOUR)
    with pytest.raises(InexactTime):
        between_many(OFFICE, 0, times)


def test_nanoseconds_that_are_whole_microseconds_are_exact():
    starts = np.array(["2026-03-06T15:00:00.123456"], "M8[ns]")

    assert add_many(OFFICE, starts, HOUR).astype(str).tolist() == ["2026-03-06T16:00:00.123456"]
