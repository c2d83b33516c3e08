"""What a calendar means, minute by minute: slow, plain, and sharing nothing with the product.

It looks at the wall clock once a minute, so it is right where offsets are whole minutes.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def open_minutes(calendar, day):
    """The minutes of a date's wall clock that its week, closures and openings leave open."""
    eve = date.fromordinal(day.toordinal() - 1)
    found = [window for opened, hours in calendar.openings if opened == day for window in hours]
    late = [window for opened, hours in calendar.openings if opened == eve for window in hours]
    closed = day in calendar.holidays or any(a <= day <= b for a, b in calendar.closures)
    if not closed:
        found += calendar.week[day.weekday()]
        late += calendar.week[eve.weekday()]
    minutes = {minute for opens, closes in found for minute in range(opens, closes)}
    minutes |= {minute - 1440 for opens, closes in late for minute in range(opens, closes)}
    return [minute in minutes for minute in range(1440)]


def boundaries(calendar, day):
    """When the windows of a date begin and end; None where that is midnight."""
    shown = open_minutes(calendar, day)
    changes = enumerate(pairwise([False, *shown, False]))
    edges = [minute for minute, (before, after) in changes if before != after]
    return [
        (
            instant(calendar.zone, day, opens) if opens else None,
            instant(calendar.zone, day, closes) if closes < 1440 else None,
        )
        for opens, closes in zip(edges[::2], edges[1::2], strict=True)
        if ever_shown(calendar.zone, day, opens, closes)
    ]


def ever_shown(zone, day, opens, closes):
    return any(
        instant(zone, day, minute).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        == wall_time(day, minute)
        for minute in range(opens, closes)
    )


def instant(zone, day, minute):
    """Skipped and repeated times are read with the offset before the change: fold is 0."""
    return wall_time(day, minute).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall_time(day, minute):
    return datetime.combine(day, time()) + minute * MINUTE


def open_runs(calendar, origin, minutes):
    """The runs of open minutes, found by asking about every single one."""
    runs, zone = [], ZoneInfo(calendar.zone)
    windows_of = lru_cache(lambda day: boundaries(calendar, day))
    for at in (origin + count * MINUTE for count in range(minutes)):
        windows = windows_of(at.astimezone(zone).date())
        if any((a is None or a <= at) and (b is None or at < b) for a, b in windows):
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
