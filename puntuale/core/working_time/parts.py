"""Parts of a second: a timeline of whole seconds, asked in microseconds, exactly.

Calendars open and close on whole seconds, so every second is open or closed as a whole.
"""

from collections.abc import Iterator

from puntuale.core.working_time.instants import SECOND_MICROSECONDS as SECOND
from puntuale.core.working_time.timeline import Timeline


def add(timeline: Timeline, at: int, work: int) -> int | None:
    """`Timeline.add` in microseconds."""
    if work == 0:
        return at
    second, part = at // SECOND, at % SECOND
    begun = part if part and timeline.is_open(second) else 0
    if -begun <= work < 0:
        return at + work
    # Whole seconds are counted up from the last one, then what was counted too much is given back.
    exact = abs(work + begun)
    seconds = -(-exact // SECOND)
    spare = seconds * SECOND - exact
    if work < 0:
        start = timeline.add(second, -seconds)
        return None if start is None else start * SECOND + spare
    end = timeline.add(second, seconds)
    return None if end is None else end * SECOND - spare


def between(timeline: Timeline, start: int, end: int) -> int:
    """`Timeline.between` in microseconds."""
    seconds = timeline.between(start // SECOND, end // SECOND)
    return seconds * SECOND + _begun(timeline, end) - _begun(timeline, start)


def next_open(timeline: Timeline, at: int) -> int | None:
    """`Timeline.next_open` in microseconds."""
    opening = timeline.next_open(at // SECOND)
    return None if opening is None else max(opening * SECOND, at)


def spans(timeline: Timeline, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`Timeline.spans` in microseconds."""
    for opens, closes in timeline.spans(start // SECOND, -(-end // SECOND)):
        low, high = max(opens * SECOND, start), min(closes * SECOND, end)
        if low < high:
            yield low, high


def _begun(timeline: Timeline, at: int) -> int:
    """What is open of the second that `at` lies in, before `at`."""
    part = at % SECOND
    return part if part and timeline.is_open(at // SECOND) else 0
