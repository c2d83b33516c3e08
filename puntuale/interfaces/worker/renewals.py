"""Coverages that are about to end: their managers are told each night."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.actions.renewals import warn_of_ends


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Warn as many days before as the vendor has set, on the vendor's own calendar."""
    vendor = Vendor.objects.first()
    if vendor is not None:
        today = at.astimezone(ZoneInfo(vendor.time_zone)).date()
        warn_of_ends(vendor.coverage_warnings, today=today, at=at)
