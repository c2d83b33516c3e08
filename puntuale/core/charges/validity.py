"""Until when something is valid: through the end of a last day, on the agreement's clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.instants import utc

ONE_DAY = timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - ONE_DAY).day
    return date(year, month + 1, min(day.day, last))


def last_day(first: date, length: Quantity) -> date:
    """The last day of a validity of days (`d`) or months (`mo`) that begins on `first`."""
    if length.unit == "mo":
        return months_after(first, int(length.number))
    return first + ONE_DAY * int(length.number)


def valid_until(since: datetime, length: Quantity, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which what began at `since` is no longer valid: a local midnight."""
    return end_of(last_day(utc(since).astimezone(zone).date(), length), zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a local day is over: the midnight after it."""
    return utc(datetime.combine(day + ONE_DAY, time(), zone))
