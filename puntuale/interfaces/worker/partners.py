"""Partners begin and cease to look after customers with the days that were agreed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.partners.actions import refresh_links


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every few minutes, so that a day that ends at midnight has ended soon after."""
    refresh_links(today=today_of_vendor(at), at=at)
