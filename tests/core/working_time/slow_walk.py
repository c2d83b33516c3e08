"""What a calendar means, minute by minute: slow, plain, and sharing nothing with the product.

It looks at the wall clock once a minute, so it is right where offsets are whole minutes.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def is_open(calendar, at):
    wall = at.astimezone(ZoneInfo(calendar.zone))
    return any(
        holds(calendar.zone, wall.date(), window, at) for window in windows(calendar, wall.date())
    )


@lru_cache(maxsize=4096)
def windows(calendar, day):
    """The windows of one date, cut at its midnights; those that meet are one."""
    eve = date.fromordinal(day.toordinal() - 1)
    found = [window for opened, hours in calendar.openings if opened == day for window in hours]
    late = [window for opened, hours in calendar.openings if opened == eve for window in hours]
    closed = day in calendar.holidays or any(a <= day <= b for a, b in calendar.closures)
    if not closed:
        found += calendar.week[day.weekday()]
        late += calendar.week[eve.weekday()]
    minutes = {minute for opens, closes in found for minute in range(opens, closes)}
    minutes |= {minute - 1440 for opens, closes in late for minute in range(opens, closes)}
    shown = [minute in minutes for minute in range(1440)]
    edges = [at for at, pair in enumerate(pairwise([False, *shown, False])) if len(set(pair)) == 2]
    return list(zip(edges[::2], edges[1::2], strict=True))


def holds(zone, day, window, at):
    opens, closes = window
    if not ever_shown(zone, day, opens, closes):
        return False
    begun = opens == 0 or instant(zone, day, opens) <= at
    ended = closes < 1440 and instant(zone, day, closes) <= at
    return begun and not ended


@lru_cache(maxsize=4096)
def ever_shown(zone, day, opens, closes):
    return any(
        instant(zone, day, minute).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        == wall_time(day, minute)
        for minute in range(opens, closes)
    )


@lru_cache(maxsize=4096)
def instant(zone, day, minute):
    """Skipped and repeated times are read with the offset before the change: fold is 0."""
    return wall_time(day, minute).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall_time(day, minute):
    return datetime.combine(day, time()) + minute * MINUTE


@lru_cache(maxsize=256)
def open_runs(calendar, origin, minutes):
    """The runs of open minutes, found by asking about every single one."""
    runs = []
    for at in (origin + count * MINUTE for count in range(minutes)):
        if is_open(calendar, at):
            start = runs.pop()[0] if runs and runs[-1][1] == at else at
            runs.append((start, at + MINUTE))
    return runs


class SlowWalk:
    """A calendar walked through minute by minute, over some days from `origin`."""

    def __init__(self, calendar, origin, days):
        self.origin, self.end = origin, origin + timedelta(days=days)
        self.runs = open_runs(calendar, origin, days * 1440)

    def cut(self, start, end):
        cut = [(max(start, a), min(end, b)) for a, b in self.runs]
        return [(a, b) for a, b in cut if a < b]

    def between(self, start, end):
        return sum((b - a for a, b in self.cut(start, end)), timedelta())

    def after(self, start, working_time):
        """The earliest end, or None when the walk is too short to tell."""
        for a, b in self.cut(start, self.end):
            if working_time <= b - a:
                return a + working_time
            working_time -= b - a
        return None

    def before(self, start, working_time):
        """The latest start, or None when the walk is too short to tell."""
        for a, b in reversed(self.cut(self.origin, start)):
            if working_time <= b - a:
                return b - working_time
            working_time -= b - a
        return None

    def next_open(self, at):
        return next((a for a, _ in self.cut(at, self.end)), None)

    def is_open(self, at):
        return any(a <= at < b for a, b in self.runs)
