"""What a customer holds: each package, coupon and allowance, and what is owed or asked for."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from puntuale.apps.customers.models import Organisation
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot
from puntuale.apps.sales.held import Held, lots_held
from puntuale.core.charges.lots import NEVER


@dataclass(frozen=True, slots=True)
class Balance:
    """All that a customer holds now, those first that are used first; and what is owed."""

    packages: tuple[Held, ...]
    coupons: tuple[Held, ...]
    allowances: tuple[Held, ...]
    earlier: tuple[Held, ...]
    owed_seconds: int = 0
    owed_coupons: int = 0
    # Weighted seconds of packages that estimates ask for, which nobody has decided yet.
    asked_seconds: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        lots = (self.packages, self.coupons, self.allowances, self.earlier)
        return not any(lots) and not self.owed_seconds and not self.owed_coupons


def balance_of(organisation: Organisation | None, at: datetime) -> Balance:
    """What `organisation` holds at `at`; a package that was used up stays until its last day."""
    if organisation is None:
        return Balance((), (), (), ())
    held = lots_held(Lot.objects.filter(account__organisation=organisation))
    held.sort(key=_used_first)
    owed = owed_by(organisation)
    now = [each for each in held if each.is_valid_at(at)]
    time = [each for each in now if each.lot.account.unit == SECOND]
    return Balance(
        packages=tuple(each for each in time if not each.is_allowance),
        coupons=tuple(
            each for each in now if each.lot.account.unit == COUPON and each.left + each.reserved
        ),
        allowances=tuple(each for each in time if each.is_allowance),
        earlier=tuple(each for each in held if each not in now and not each.is_allowance),
        owed_seconds=owed.get(SECOND, 0),
        owed_coupons=owed.get(COUPON, 0),
        asked_seconds=_asked(organisation) if time else 0,
    )


def owed_by(organisation: Organisation) -> dict[str, int]:
    """What was used without being there, by unit."""
    owed = Account.objects.filter(organisation=organisation, kind=Account.Kind.OWED)
    return {unit: -posted for unit, posted in owed.values_list("unit", "posted")}


def _asked(organisation: Organisation) -> int:
    open_ones = Estimate.objects.filter(
        ticket__organisation=organisation, state=Estimate.State.SENT
    )
    return open_ones.aggregate(total=Sum("package_seconds"))["total"] or 0


def _used_first(each: Held) -> tuple[datetime, bool, datetime, int]:
    """As documents usually say it: what ends first, gifts before what was paid, the oldest."""
    return (each.lot.expires_at or NEVER, not each.is_gift, each.lot.granted_at, each.lot.pk)
