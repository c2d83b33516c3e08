"""Instants are UTC from birth: inside one zone Python subtracts wall clocks, not time."""

from datetime import UTC, datetime

from puntuale.core.errors import NaiveTime


def utc(instant: datetime) -> datetime:
    """`instant` in UTC.

    Raises:
        NaiveTime: it has no offset.
    """
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise NaiveTime
    return instant.astimezone(UTC)
