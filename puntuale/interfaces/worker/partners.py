"""What begins and ends with its day between partners and customers."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q

from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.partners.actions import refresh_links
from puntuale.apps.registrations.by_coverage import register_covered
from puntuale.interfaces.worker.one_by_one import by_itself

NOT_REGISTERED = "a covered customer cannot be registered"


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every few minutes: links begin and end, and coverages register their customers."""
    today = today_of_vendor(at)
    refresh_links(today=today, at=at)
    current = Coverage.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), suspended_at=None)
    sold = current.filter(starts_on__lte=today).exclude(partner=None)
    for coverage in sold.select_related("organisation", "partner").order_by("pk"):
        act = partial(register_covered, coverage, today=today, at=at)
        by_itself(act, NOT_REGISTERED, about=str(coverage))
