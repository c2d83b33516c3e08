"""Parts of a second are kept, whichever second they lie in."""

from datetime import timedelta

import pytest

from tests.core.working_time.cast import OFFICE, rome

HALF, QUARTER = timedelta(seconds=0.5), timedelta(seconds=0.25)


@pytest.mark.parametrize(
    ("start", "working_time", "end"),
    [
        ("2026-03-06 10:00:00.5", timedelta(), "2026-03-06 10:00:00.5"),
        ("2026-03-06 13:00:00.5", timedelta(), "2026-03-06 13:00:00.5"),
        ("2026-03-06 10:00:00.5", QUARTER, "2026-03-06 10:00:00.75"),
        ("2026-03-06 12:59:59.5", HALF, "2026-03-06 13:00:00"),
        ("2026-03-06 12:59:59.75", HALF, "2026-03-06 14:00:00.25"),
        ("2026-03-06 13:00:00.75", HALF, "2026-03-06 14:00:00.5"),
        ("2026-03-06 10:00:00.5", -QUARTER, "2026-03-06 10:00:00.25"),
        ("2026-03-06 14:00:00.5", -HALF, "2026-03-06 14:00:00"),
        ("2026-03-06 14:00:00.25", -HALF, "2026-03-06 12:59:59.75"),
        ("2026-03-06 13:00:00.25", -HALF, "2026-03-06 12:59:59.5"),
    ],
)
def test_parts_of_a_second_are_used_up_like_whole_ones(start, working_time, end):
    assert OFFICE.add(rome(start), working_time) == rome(end)


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2026-03-06 10:00:00.25", "2026-03-06 10:00:00.75", HALF),
        ("2026-03-06 12:59:59.75", "2026-03-06 14:00:00.25", HALF),
        ("2026-03-06 13:00:00.25", "2026-03-06 13:00:00.75", timedelta()),
        ("2026-03-06 10:00:00.75", "2026-03-06 10:00:00.25", -HALF),
    ],
)
def test_parts_of_a_second_are_worked_like_whole_ones(start, end, worked):
    assert OFFICE.between(rome(start), rome(end)) == worked


def test_open_spans_are_cut_inside_a_second():
    start, end = rome("2026-03-06 10:00:00.25"), rome("2026-03-06 10:00:00.75")

    assert [(span.start, span.end) for span in OFFICE.open_spans(start, end)] == [(start, end)]
    assert list(OFFICE.open_spans(start, start)) == []
    assert OFFICE.next_open(start) == start
