"""What the agreement of the suite promises, read window by window with nothing of the product's."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

ROME = ZoneInfo("Europe/Rome")
WINDOWS = ((time(9), time(13)), (time(14, 30), time(18, 30)))
CLOSED = ((date(2026, 8, 10), date(2026, 8, 21)), (date(2026, 12, 24), date(2027, 1, 1)))
OPEN_AGAIN = {date(2026, 8, 12): ((time(9), time(13)),)}


def promised_by(sent: datetime, *, hours: int) -> datetime:
    """When so many working hours from `sent` have passed, as an instant."""
    left = timedelta(hours=hours)
    for opens, closes in _windows(sent.astimezone(ROME).date()):
        begins = max(sent.astimezone(UTC), opens)
        if begins + left <= closes:
            return begins + left
        left -= max(closes - begins, timedelta())
    raise AssertionError("the windows never end")


def _windows(day: date) -> Iterator[tuple[datetime, datetime]]:
    italian = holidays.country_holidays("IT")
    while True:
        for opens, closes in _hours_of(day, is_holiday=day in italian):
            yield _instant(day, opens), _instant(day, closes)
        day += timedelta(days=1)


def _hours_of(day: date, *, is_holiday: bool) -> tuple[tuple[time, time], ...]:
    if day in OPEN_AGAIN:
        return OPEN_AGAIN[day]
    is_closed = any(first <= day <= last for first, last in CLOSED)
    return () if is_closed or is_holiday or day.weekday() >= 5 else WINDOWS


def _instant(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ROME).astimezone(UTC)
