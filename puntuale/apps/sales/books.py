"""On which clock the books are kept: the vendor's, for statements, documents and bank days."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import Vendor
from puntuale.core.agreements.instants import utc


def zone_of_books() -> ZoneInfo:
    """The vendor's; UTC before there is one."""
    vendor = Vendor.objects.first()
    return ZoneInfo(vendor.time_zone if vendor else "UTC")


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day of the books."""
    return utc(datetime.combine(day, time(), zone))


def day_in_books(at: datetime, zone: ZoneInfo) -> date:
    """The day on which something is entered: the one whose midnights lie around it."""
    return at.astimezone(zone).date()
