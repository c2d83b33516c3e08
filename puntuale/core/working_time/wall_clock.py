"""What a wall clock shows, and when: some times it shows twice, and some never."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ONE_MINUTE = timedelta(minutes=1)


def instants_shown_as(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The UTC instants at which a clock in `zone` shows `wall`, which has no zone: none, one or two."""
    found = {
        at
        for fold in (0, 1)
        if _shown((at := wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)), zone) == wall
    }
    return tuple(sorted(found))


def beside_the_gap(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The last minute and the first one that a clock in `zone` shows around `wall`, which it skips."""
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    while _shown(before + ONE_MINUTE, zone) == _shown(before, zone) + ONE_MINUTE:
        before += ONE_MINUTE
    return _shown(before, zone), _shown(before + ONE_MINUTE, zone)


def _shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None, fold=0)
