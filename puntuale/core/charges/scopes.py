"""What is rounded together: a whole ticket, each of its days, or each entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.charges.work import Stretch
from puntuale.core.working_time.instants import instant_at, microseconds

TICKET, TICKET_DAY, ENTRY = "ticket", "ticket_day", "entry"
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Scope:
    """Work that is rounded together; `day` is set where that is a local date."""

    stretches: list[Stretch] = field(default_factory=list)
    day: date | None = None


def scopes(rule: str, worked: Iterable[Stretch], zone: ZoneInfo) -> list[Scope]:
    """The scopes of work in order."""
    if rule == ENTRY:
        return [Scope([stretch]) for stretch in worked]
    if rule == TICKET:
        return [Scope(list(worked))]
    return _days(worked, zone)


def _days(worked: Iterable[Stretch], zone: ZoneInfo) -> list[Scope]:
    days: dict[date, Scope] = {}
    for start, end in worked:
        while start < end:
            day, midnight = _day_of(start, zone)
            until = min(end, midnight)
            days.setdefault(day, Scope(day=day)).stretches.append((start, until))
            start = until
    return [days[day] for day in sorted(days)]


def _day_of(at: int, zone: ZoneInfo) -> tuple[date, int]:
    """The local date of an instant, and the instant at which it ends."""
    day = instant_at(at).astimezone(zone).date()
    end = _midnight(day + ONE_DAY, zone)
    # Where clocks go back over midnight the date of the first midnight stays.
    return (day, end) if at < end else (day + ONE_DAY, _midnight(day + 2 * ONE_DAY, zone))


def _midnight(day: date, zone: ZoneInfo) -> int:
    return microseconds(datetime.combine(day, time(), zone))
