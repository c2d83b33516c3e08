"""How often the holder of a licence may move it to another machine by themselves (K-04)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

A_YEAR = timedelta(days=365)


def releases_left(released_at: Iterable[datetime], now: datetime, each_year: int) -> int:
    """How many machines may still be released at `now`; a release counts for 365 days."""
    recent = sum(1 for at in released_at if now - A_YEAR < at <= now)
    return max(0, each_year - recent)
