"""The hours of a named calendar, and what closures make of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.pieces import WHOLE_DAY
from puntuale.core.working_time.calendar import Calendar


@dataclass(frozen=True, slots=True)
class NamedHours:
    """The hours of `calendars.NAME`, without its closures."""

    calendar: Calendar

    @property
    def is_always_open(self) -> bool:
        """00:00-24:00 all week: the vendor's closures do not close it."""
        return all(hours == WHOLE_DAY for hours in self.calendar.week)

    def with_closures(self, closures: Iterable[Closure]) -> Calendar:
        listed = list(closures)
        spans = [(each.first, each.last) for each in listed]
        reopened = [opening for each in listed for opening in each.reopenings]
        return self.calendar.with_closures(spans).with_openings(reopened)
