"""Instants as integers: microseconds since 1970-01-01 00:00 UTC, and back, exactly."""

from datetime import UTC, datetime, timedelta

from puntuale.core.errors import NaiveTime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND

EARLIEST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND


def microseconds(instant: datetime) -> int:
    """Microseconds from the epoch to `instant`.

    Raises:
        NaiveTime: `instant` has no time zone.
    """
    try:
        return (instant - EPOCH) // MICROSECOND
    except TypeError:
        raise NaiveTime from None


def instant_at(microseconds_since_epoch: int) -> datetime:
    """The UTC instant so many microseconds after the epoch."""
    return EPOCH + MICROSECOND * microseconds_since_epoch
