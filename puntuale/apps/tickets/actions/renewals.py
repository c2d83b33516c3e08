"""Telling managers that coverages end, in time to renew them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from puntuale.apps.accounts.people import managers
from puntuale.apps.agreements.coverages import coverages_ending
from puntuale.apps.tickets.actions.noticing import leave_notices
from puntuale.apps.tickets.models import Notice


@transaction.atomic
def warn_of_ends(warnings: Sequence[int], *, today: date, at: datetime) -> int:
    """Tell every manager of the coverages that end within `warnings` days; how many those are.

    Each is told once for each of these distances, and again when another end is agreed. Where
    several distances have passed meanwhile, only the least is told.
    """
    told = managers()
    ending = coverages_ending(today, max(warnings)) if warnings else []
    notices = []
    for row in ending:
        left = ((row.ends_on or today) - today).days
        distance = min(days for days in warnings if left <= days)
        about = f"{distance} {row.ends_on}"
        notices += [
            Notice(user=who, coverage=row, kind=Notice.Kind.COVERAGE_ENDS, at=at, about=about)
            for who in told
        ]
    leave_notices(notices, at=at)
    return len(ending)
