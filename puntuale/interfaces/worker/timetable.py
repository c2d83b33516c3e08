"""What comes round again, and when. Of many workers one starts it, as a job like any other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

NIGHT_HOUR = 2  # UTC; some hour at which few people work


@dataclass(frozen=True, slots=True)
class Entry:
    """A job's kind, and the instant after a given one at which it is due again."""

    name: str
    next_after: Callable[[datetime], datetime]


def in_ten_minutes(at: datetime) -> datetime:
    return at + timedelta(minutes=10)


def in_an_hour(at: datetime) -> datetime:
    return at + timedelta(hours=1)


def next_night(at: datetime) -> datetime:
    """The next 02:00 UTC strictly after `at`."""
    tonight = at.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > at else tonight + timedelta(days=1)


TIMETABLE: tuple[Entry, ...] = (
    Entry("tickets.silence", in_ten_minutes),
    Entry("estimates.expiry", in_ten_minutes),
    Entry("partners.links", in_ten_minutes),
    Entry("housekeeping", next_night),
    Entry("tickets.reckoning", next_night),
    Entry("coverages.ending", next_night),
    Entry("ledger.proof", next_night),
    Entry("ledger.reservations", in_ten_minutes),
    Entry("work.reservations", in_ten_minutes),
    Entry("vulnerabilities.watch", in_ten_minutes),
    Entry("access.expiry", in_ten_minutes),
    Entry("privacy.retention", next_night),
    Entry("sales.alerts", in_ten_minutes),
    Entry("sales.upkeep", in_an_hour),
)
