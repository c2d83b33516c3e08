"""The two questions over whole arrays, for replaying many requests at once.

Instants are int64 microseconds since 1970-01-01 00:00 UTC, or datetime64, which is UTC here;
durations are int64 microseconds or timedelta64. Arrays are broadcast against each other. What
has no answer is `NEVER`, which is NaT in a datetime64; what is NaT already stays so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from puntuale.core.working_time.calendar import Calendar, compiled
from puntuale.core.working_time.intervals import Instants
from puntuale.core.working_time.joined import Joined, blocks_around
from puntuale.core.working_time.whole_microseconds import NEVER, whole_microseconds

__all__ = ["NEVER", "add_many", "between_many"]

Times = npt.NDArray[Any]
FEW = 64
"""So many pairs are answered one by one before their blocks would be joined."""


def add_many(calendar: Calendar, starts: npt.ArrayLike, working_times: npt.ArrayLike) -> Times:
    """`Calendar.add` of every pair; datetime64[us] when the starts are datetime64, else int64.

    Raises:
        InexactTime: times are not whole microseconds.
    """
    timeline = compiled(calendar)

    def looked_up(at: Instants, work: Instants) -> Instants:
        return Joined(timeline, *blocks_around(timeline, [at], work)).add(at, work)

    ends = _answers(looked_up, calendar.add_microseconds, starts, working_times)
    return ends.view("M8[us]") if _is_dated(starts) else ends


def between_many(calendar: Calendar, starts: npt.ArrayLike, ends: npt.ArrayLike) -> Times:
    """`Calendar.between` of every pair; timedelta64[us] when the starts are datetime64, else int64.

    Raises:
        InexactTime: times are not whole microseconds.
    """
    timeline = compiled(calendar)

    def looked_up(first: Instants, last: Instants) -> Instants:
        return Joined(timeline, *blocks_around(timeline, [first, last])).between(first, last)

    worked = _answers(looked_up, calendar.microseconds_between, starts, ends)
    return worked.view("m8[us]") if _is_dated(starts) else worked


def _answers(
    looked_up: Callable[[Instants, Instants], Instants],
    one: Callable[[int, int], int | None],
    *given: npt.ArrayLike,
) -> Instants:
    """Pairs looked up together; asked one by one where they are few or that leaves `NEVER`."""
    pair = np.broadcast_arrays(*map(whole_microseconds, given))
    first, second = (times.ravel() for times in pair)
    many = len(first) > FEW
    answers = looked_up(first, second) if many else np.full_like(first, NEVER)
    for place in np.flatnonzero(answers == NEVER).tolist():
        if NEVER not in (first[place], second[place]):
            answer = one(int(first[place]), int(second[place]))
            answers[place] = NEVER if answer is None else answer
    return answers.reshape(pair[0].shape)


def _is_dated(times: npt.ArrayLike) -> bool:
    return np.asarray(times).dtype.kind == "M"
