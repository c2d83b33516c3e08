"""Several blocks of a timeline in one, looked up for whole arrays at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from puntuale.core.working_time.instants import SECOND_MICROSECONDS
from puntuale.core.working_time.intervals import Instants, merged
from puntuale.core.working_time.table import BLOCK, running_count
from puntuale.core.working_time.timeline import Timeline
from puntuale.core.working_time.whole_microseconds import NEVER

BUCKET = 33
"""The tables are indexed by stretches of 2**33 microseconds, 2.4 hours, of time and of work."""
NEVER_STARTS = 1 << 62
CHUNK = 32_768
"""Elements looked up together: their scratch arrays stay in the processor's cache."""
MOST_WORK = 1 << 60
"""More microseconds than ten thousand years have, and safe to add to any amount of work."""
MOST_BLOCKS = 128
"""Some 540 years are joined at most."""


class Joined:
    """The tables of the blocks first to last as one, in microseconds, for the time of one batch.

    As in `Table`, interval i lasts from `idle[i] + done[i]` to `idle[i] + done[i + 1]`.
    """

    def __init__(self, timeline: Timeline, first: int, last: int) -> None:
        pieces = [timeline.intervals(block) for block in range(first, last + 1)]
        starts, ends = merged(
            np.concatenate([starts for starts, _ in pieces]) * SECOND_MICROSECONDS,
            np.concatenate([ends for _, ends in pieces]) * SECOND_MICROSECONDS,
        )
        done = np.concatenate([[0, 0], np.cumsum(ends - starts)])
        self.base, self.end = _beginning(first), _beginning(last + 1)
        self.total = int(done[-1])
        self._done, self._done_after = done, np.append(done[1:], done[-1])
        self._idle = np.concatenate([[self.base], starts - done[1:-1], [NEVER_STARTS]])
        self._idle_before = np.append(self.base, self._idle[:-1])
        started = -((self.base - starts) >> BUCKET)
        self._following = running_count(started, ((self.end - self.base) >> BUCKET) + 1) + 1
        ended = (done[1:] >> BUCKET) + 1
        self._by_work = running_count(ended, (self.total >> BUCKET) + 1)
        self._most_starts = _most_in_a_bucket(starts - self.base)
        self._most_ends = _most_in_a_bucket(done[1:])
        self._scratch = np.empty((5, CHUNK), dtype=np.int64)

    def add(self, at: Instants, work: Instants) -> Instants:
        """`Timeline.add` of every pair; `NEVER` where these blocks cannot tell."""
        return _in_chunks(self._add, at, work)

    def between(self, start: Instants, end: Instants) -> Instants:
        """`Timeline.between` of every pair; `NEVER` where these blocks cannot tell."""
        return _in_chunks(self._between, start, end)

    def _add(self, at: Instants, work: Instants, answer: Instants) -> None:
        done = self._scratch[4, : len(at)]
        self._worked(at, done)
        if work.min() > 0 and work.max() <= MOST_WORK:
            done += work
            self._earliest(done, answer)
            _forget(answer, done, 1, self.total)
        else:
            self._add_signed(at, work, done, answer)
        _forget(answer, at, self.base, self.end - 1)

    def _add_signed(self, at: Instants, work: Instants, done: Instants, answer: Instants) -> None:
        # Counting back, the next microsecond of work begins at the answer.
        back = (work < 0).astype(np.int64)
        done += np.clip(work, -MOST_WORK, MOST_WORK) + back
        self._earliest(done, answer)
        answer -= back
        _forget(answer, done, 1, self.total)
        np.copyto(answer, at, where=work == 0)

    def _between(self, start: Instants, end: Instants, answer: Instants) -> None:
        done = self._scratch[4, : len(start)]
        self._worked(start, done)
        self._worked(end, answer)
        answer -= done
        _forget(answer, start, self.base, self.end - 1)
        _forget(answer, end, self.base, self.end - 1)

    def _worked(self, at: Instants, answer: Instants) -> None:
        """Working time from the start of the blocks to each instant of them."""
        bucket, place, left, right = self._scratch[:4, : len(at)]
        np.subtract(at, self.base, out=bucket)
        bucket >>= BUCKET
        self._following.take(bucket, out=place, mode="clip")
        for _ in range(self._most_starts - 1):
            np.subtract(at, self._idle.take(place, out=left, mode="clip"), out=left)
            place += left >= self._done.take(place, out=right, mode="clip")
        # The interval under way, or the one that starts in the bucket: whichever did more.
        np.subtract(at, self._idle_before.take(place, out=left, mode="clip"), out=left)
        np.minimum(left, self._done.take(place, out=right, mode="clip"), out=answer)
        np.subtract(at, self._idle.take(place, out=left, mode="clip"), out=left)
        np.minimum(left, self._done_after.take(place, out=right, mode="clip"), out=left)
        np.maximum(answer, left, out=answer)

    def _earliest(self, work: Instants, answer: Instants) -> None:
        """The first instant by which each amount of work is done; 0 < work <= total."""
        bucket, place, scratch = self._scratch[:3, : len(work)]
        np.right_shift(work, BUCKET, out=bucket)
        self._by_work.take(bucket, out=place, mode="clip")
        for _ in range(self._most_ends):
            place += self._done_after.take(place, out=scratch, mode="clip") < work
        np.add(work, self._idle.take(place, out=scratch, mode="clip"), out=answer)


def blocks_around(
    timeline: Timeline, instants: Iterable[Instants], work: Instants | None = None
) -> tuple[int, int]:
    """The first and last block that hold the instants and, `work` away from them, the answers."""
    known = [_known(times) for times in instants]
    first = _block(min(times.min() for times in known))
    last = _block(max(times.max() for times in known))
    if last - first >= MOST_BLOCKS:
        first = _block(np.median(known[0])) - MOST_BLOCKS // 2
        last = first + MOST_BLOCKS - 1
    return (first, last) if work is None else _reached(timeline, first, last, _known(work))


def _reached(timeline: Timeline, first: int, last: int, work: Instants) -> tuple[int, int]:
    ahead, back = int(work.max()), -int(work.min())
    while ahead > 0 and last < min(timeline.last_block, first + MOST_BLOCKS - 1):
        last += 1
        ahead -= timeline.total(last) * SECOND_MICROSECONDS
    while back > 0 and first > max(timeline.first_block, last - MOST_BLOCKS + 1):
        first -= 1
        back -= timeline.total(first) * SECOND_MICROSECONDS
    return first, last


def _block(at: float) -> int:
    return int(at) // SECOND_MICROSECONDS >> BLOCK


def _beginning(block: int) -> int:
    return (block << BLOCK) * SECOND_MICROSECONDS


def _known(times: Instants) -> Instants:
    """Without `NEVER`; at least one zero."""
    if times.min() != NEVER:
        return times
    known = times[times != NEVER]
    return known if len(known) else np.zeros(1, dtype=np.int64)


def _in_chunks(
    question: Callable[[Instants, Instants, Instants], None], first: Instants, second: Instants
) -> Instants:
    answers = np.empty_like(first)
    for start in range(0, len(first), CHUNK):
        chunk = slice(start, start + CHUNK)
        question(first[chunk], second[chunk], answers[chunk])
    return answers


def _forget(answer: Instants, asked: Instants, least: int, most: int) -> None:
    """Answer `NEVER` where more or less was asked than there is."""
    if asked.min() < least or asked.max() > most:
        np.copyto(answer, NEVER, where=(asked < least) | (asked > most))


def _most_in_a_bucket(events: Instants) -> int:
    return int(np.bincount(events >> BUCKET).max(initial=0))
