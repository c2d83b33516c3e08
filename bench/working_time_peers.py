"""What else answers the two questions: two libraries, and a walk over days without any."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import businesstimedelta
import pandas as pd
import pytz
from holidays import country_holidays

from puntuale.core.working_time.calendar import Calendar

ZONE = "Europe/Rome"
ROME = ZoneInfo(ZONE)
DAY = timedelta(days=1)
WINDOWS = ((9, 13), (14, 18))
CLOSURES = ((date(2025, 8, 11), date(2025, 8, 22)), (date(2026, 12, 28), date(2027, 1, 5)))
YEARS = range(2015, 2045)
HOLIDAYS = frozenset(country_holidays("IT", years=YEARS))

OFFICE = Calendar(
    zone=ZONE,
    week=(tuple((opens * 60, closes * 60) for opens, closes in WINDOWS),) * 5 + ((), ()),
    holidays=HOLIDAYS,
    closures=CLOSURES,
)

CLOSED = sorted(
    HOLIDAYS.union(
        first + DAY * count for first, last in CLOSURES for count in range((last - first).days + 1)
    )
)

Add = Callable[[datetime, timedelta], datetime]
Between = Callable[[datetime, datetime], timedelta]


def day_walk() -> tuple[Add, Between]:
    """As written by hand in an afternoon: day by day, with zoneinfo."""
    closed = set(CLOSED)

    def windows(day: date) -> list[tuple[datetime, datetime]]:
        if day.weekday() >= 5 or day in closed:
            return []
        return [
            (
                datetime.combine(day, time(opens), ROME).astimezone(UTC),
                datetime.combine(day, time(closes), ROME).astimezone(UTC),
            )
            for opens, closes in WINDOWS
        ]

    def add(start: datetime, left: timedelta) -> datetime:
        day = start.astimezone(ROME).date()
        while True:
            for opens, closes in windows(day):
                begin = max(opens, start)
                if begin < closes and left <= closes - begin:
                    return begin + left
                left -= max(closes - begin, timedelta())
            day += DAY

    def between(start: datetime, end: datetime) -> timedelta:
        day, last = start.astimezone(ROME).date(), end.astimezone(ROME).date()
        worked = timedelta()
        while day <= last:
            for opens, closes in windows(day):
                worked += max(min(closes, end) - max(opens, start), timedelta())
            day += DAY
        return worked

    return add, between


def business_time_delta() -> tuple[Add, Between]:
    """The library businesstimedelta, which wants zones of pytz."""
    zone = pytz.timezone(ZONE)
    days = [
        businesstimedelta.WorkDayRule(time(opens), time(closes), working_days=range(5), tz=zone)
        for opens, closes in WINDOWS
    ]
    closed = businesstimedelta.HolidayRule(dict.fromkeys(CLOSED, "closed"), tz=zone)
    rules = businesstimedelta.Rules([*days, closed])

    def add(start: datetime, work: timedelta) -> datetime:
        return start + businesstimedelta.BusinessTimeDelta(rules, timedelta=work)

    def between(start: datetime, end: datetime) -> timedelta:
        return rules.difference(start, end).timedelta

    return add, between


def pandas_hours() -> Add:
    """CustomBusinessHour of pandas: whole hours added to wall-clock time, and no time between.

    It knows no closing instant: what is used up at closing ends at the next opening there.
    """
    starts, ends = ([f"{hour:02}:00" for hour in hours] for hours in zip(*WINDOWS, strict=True))
    closed = [str(day) for day in CLOSED]

    @cache
    def hours(count: int) -> pd.offsets.CustomBusinessHour:
        return pd.offsets.CustomBusinessHour(count, start=starts, end=ends, holidays=closed)

    def add(start: datetime, work: timedelta) -> datetime:
        wall = pd.Timestamp(start.astimezone(ROME).replace(tzinfo=None))
        end = wall + hours(work // timedelta(hours=1))
        return end.to_pydatetime(warn=False).replace(tzinfo=ROME).astimezone(UTC)

    return add
