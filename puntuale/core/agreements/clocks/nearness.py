"""When a promise becomes near: less than a quarter of it is left, and at most an hour of that."""

from datetime import datetime, timedelta

from puntuale.core.agreements.clocks.candidates import ByDate
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.working_time.instants import MICROSECOND, instant_at, microseconds

QUARTER = 4
ONE_HOUR = timedelta(hours=1)


def little_of(budget: timedelta) -> timedelta:
    """What is left of a budget when its promise becomes near."""
    return min(budget / QUARTER, ONE_HOUR)


def near_at(reading: Reading) -> datetime | None:
    """The instant from which little is left of a promise that nothing pauses; None: never.

    Where it is near already, the instant of the reading.
    """
    if reading.due_at is None:
        return None
    by, budget, left = reading.basis.due.by, reading.budget, reading.left
    if isinstance(by, ByDate) or budget is None or left is None:
        return max(reading.due_at - ONE_HOUR, reading.read_at)
    still = left - little_of(budget)
    if still <= timedelta():
        return reading.read_at
    at = by.hours.add(microseconds(reading.read_at), still // MICROSECOND)
    return None if at is None else instant_at(at)
