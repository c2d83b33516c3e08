"""When and where a sentence is read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Hours are told in `zone`, seen from the instant `now`; `home` is the reader's own zone.

    Promises are told in their agreement's zone. Where its clock differs from the one at home, the
    hour carries the place. What may be read on any day `names_days`, today as well.
    """

    now: datetime
    zone: ZoneInfo
    home: ZoneInfo | None = None
    names_days: bool = False

    def local(self, at: datetime) -> datetime:
        """The same instant on the clock of `zone`."""
        return at.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The date of `now` in `zone`."""
        return self.local(self.now).date()

    def differs(self, at: datetime) -> bool:
        """Whether the reader's own clock shows another hour at that instant."""
        return self.home is not None and self._offset(at, self.home) != self._offset(at, self.zone)

    @staticmethod
    def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
        return at.astimezone(zone).utcoffset()


def place(zone: ZoneInfo) -> str:
    """The city of a zone in the reader's language: "Rome", "Roma"."""
    name: str = get_timezone_location(zone.key, locale=get_language() or "en", return_city=True)
    return name
