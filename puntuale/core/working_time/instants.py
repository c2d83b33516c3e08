"""Instants as integers: seconds or microseconds since 1970-01-01 00:00 UTC, and back, exactly."""

from datetime import UTC, datetime, timedelta

from puntuale.core.errors import NaiveTime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
DAY_SECONDS = 86_400
SECOND_MICROSECONDS = 1_000_000
DAY = DAY_SECONDS * SECOND_MICROSECONDS
"""Microseconds of a day of 24 hours."""

EARLIEST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // SECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // SECOND
"""The first and the last whole second that a datetime can hold."""


def microseconds(instant: datetime) -> int:
    """Microseconds from the epoch to `instant`.

    Raises:
        NaiveTime: `instant` has no time zone.
    """
    try:
        return (instant - EPOCH) // MICROSECOND
    except TypeError:
        raise NaiveTime from None


def seconds(instant: datetime) -> int:
    """Whole seconds from the epoch to `instant`, without its part of a second.

    Raises:
        NaiveTime: `instant` has no time zone.
    """
    return microseconds(instant) // SECOND_MICROSECONDS


def instant_at(microseconds_since_epoch: int) -> datetime:
    """The UTC instant so many microseconds after the epoch."""
    return EPOCH + MICROSECOND * microseconds_since_epoch


def second_at(seconds_since_epoch: int) -> datetime:
    """The UTC instant so many seconds after the epoch."""
    return EPOCH + SECOND * seconds_since_epoch
