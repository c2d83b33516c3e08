"""May one more automatic mail go this way? Counted in the database, so that all workers agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from puntuale.apps.post.models import AutomaticMailBudget


class UsedUp(Exception):
    """One allowance has nothing left."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `mails` in each `window`; None means for ever."""

    way: str
    mails: int
    window: timedelta | None


def spend(allowances: Iterable[Allowance], *, at: datetime) -> bool:
    """Take one mail from each allowance; False, and nothing is taken, where one is used up."""
    try:
        with transaction.atomic():
            for allowance in allowances:
                _take(allowance, at=at)
    except UsedUp:
        return False
    return True


def _take(allowance: Allowance, *, at: datetime) -> None:
    way = allowance.way[:400]
    fresh = AutomaticMailBudget(way=way, since=at)
    AutomaticMailBudget.objects.bulk_create([fresh], ignore_conflicts=True)
    budget = AutomaticMailBudget.objects.filter(way=way)
    if allowance.window is not None:
        budget.filter(since__lte=at - allowance.window).update(since=at, spent=0)
    if not budget.filter(spent__lt=allowance.mails).update(spent=F("spent") + 1):
        raise UsedUp
