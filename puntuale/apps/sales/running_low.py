"""Which packages are used up soonest, at the pace of the last sixty days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from puntuale.apps.ledger.models import SECOND, Lot
from puntuale.apps.ledger.sources import PURCHASE
from puntuale.apps.sales.held import Held, lots_held
from puntuale.core.charges.lots import NEVER

PACE = timedelta(days=60)
TAKEN = frozenset({"draw", "return", "settle", "unsettle"})


@dataclass(frozen=True, slots=True)
class Lasting:
    """A package, and until when it lasts as it was used lately; None where it was not used."""

    held: Held
    until: datetime | None

    @property
    def ends(self) -> datetime:
        """When it is used up or expires, whichever comes first."""
        return min(self.until or NEVER, self.held.lot.expires_at or NEVER)

    @property
    def expires_first(self) -> bool:
        """Whether its last day comes before it is used up."""
        expires_at = self.held.lot.expires_at
        return expires_at is not None and expires_at <= (self.until or NEVER)

    @property
    def is_low(self) -> bool:
        """Whether the first share is used at which its customer is told."""
        first = next(iter(self.held.alert_at), None)
        return first is not None and self.held.used * 100 >= first * self.held.size


def packages_by_need(at: datetime) -> list[Lasting]:
    """Every package that is valid at `at`, those first that are used up or expire soonest."""
    lots = Lot.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=at),
        account__unit=SECOND,
        source__startswith=PURCHASE,
        granted_at__lte=at,
    )
    found = [Lasting(each, _until(each, at)) for each in lots_held(lots)]
    return sorted(found, key=lambda each: (not each.is_low, each.ends, each.held.lot.pk))


def _until(held: Held, at: datetime) -> datetime | None:
    """`at` itself where nothing is left; the pace is of the days that it has been there, at most 60."""
    if held.left <= 0:
        return at
    since = max(at - PACE, held.lot.granted_at)
    used = -sum(
        each.quantity for each in held.movements if each.code in TAKEN and since < each.at <= at
    )
    if used <= 0 or at <= since:
        return None
    return at + (at - since) * held.left / used
