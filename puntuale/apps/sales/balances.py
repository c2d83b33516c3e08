"""What a customer holds: each package, coupon and allowance, what drew it, and what is left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot, Transfer
from puntuale.apps.ledger.sources import ALLOWANCE, GIFT, PURCHASE
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.models import Purchase
from puntuale.core.charges.lots import NEVER

POSTED = Transfer.State.POSTED
GRANT, EXPIRE, REFUND = "grant", "expire", "refund"
CHARGE = "charge:"


@dataclass(frozen=True, slots=True)
class Movement:
    """Something that came to a lot, or left it: then negative. `left` is what was there after it.

    `code` is the transfer's; `ticket` the key of the request for which it was drawn, if it was.
    """

    at: datetime
    code: str
    quantity: int
    left: int
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One lot in seconds or coupons: `size` came, `left` can be used, `reserved` waits for work."""

    lot: Lot
    purchase: Purchase | None
    size: int
    left: int
    reserved: int
    movements: tuple[Movement, ...]

    @property
    def is_allowance(self) -> bool:
        return self.lot.source.startswith(ALLOWANCE)

    @property
    def is_gift(self) -> bool:
        return self.lot.source.startswith(GIFT)

    @property
    def used(self) -> int:
        """What is gone of it or reserved, whatever for."""
        return self.size - self.left

    @property
    def alert_at(self) -> tuple[Decimal, ...]:
        """At which shares, in per cent, its customer is told."""
        if self.purchase is None or self.purchase.unit != SECOND:
            return ()
        rules = document_of(self.purchase.version).package_rules
        return tuple(sorted(each.number for each in rules.alert_at)) if rules else ()

    @property
    def zone(self) -> ZoneInfo:
        """On whose clock its last day ends: its agreement's; a gift's is its customer's."""
        if self.purchase is not None:
            return zone_of(self.purchase.version)
        organisation = self.lot.account.organisation
        return ZoneInfo(organisation.time_zone if organisation else "UTC")

    def is_valid_at(self, at: datetime) -> bool:
        """Whether work done now can be paid from it."""
        return self.lot.granted_at <= at and (
            self.lot.expires_at is None or at < self.lot.expires_at
        )


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
        coupons=tuple(each for each in now if each.lot.account.unit == COUPON and each.left),
        allowances=tuple(each for each in time if each.is_allowance),
        earlier=tuple(each for each in held if each not in now and not each.is_allowance),
        owed_seconds=owed.get(SECOND, 0),
        owed_coupons=owed.get(COUPON, 0),
        asked_seconds=_asked(organisation) if time else 0,
    )


def lots_held(lots: QuerySet[Lot]) -> list[Held]:
    """Each of `lots` with all that moved it, in three queries."""
    rows = list(lots.select_related("account__organisation").order_by("pk"))
    moved = _movements([row.pk for row in rows])
    keys = [int(row.source[len(PURCHASE) :]) for row in rows if row.source.startswith(PURCHASE)]
    purchases = Purchase.objects.select_related("version__agreement").in_bulk(keys)
    return [_held(row, moved[row.pk], purchases) for row in rows]


def owed_by(organisation: Organisation) -> dict[str, int]:
    """What was used without being there, by unit."""
    owed = Account.objects.filter(organisation=organisation, kind=Account.Kind.OWED)
    return {unit: -posted for unit, posted in owed.values_list("unit", "posted")}


def _held(lot: Lot, moved: Iterable[Transfer], purchases: dict[int, Purchase]) -> Held:
    left, size, movements = 0, 0, []
    for each in moved:
        quantity = each.amount if each.credit_id == lot.pk else -each.amount
        left += quantity
        size += quantity if each.code == GRANT else 0
        ticket = _ticket_of(each.reference)
        movements.append(Movement(each.effective_at, each.code, quantity, left, ticket))
    purchase = None
    if lot.source.startswith(PURCHASE):
        purchase = purchases.get(int(lot.source[len(PURCHASE) :]))
    account = lot.account
    return Held(lot, purchase, size, account.available, account.pending, tuple(movements))


def _movements(lots: list[int]) -> dict[int, list[Transfer]]:
    either = Q(debit__in=lots) | Q(credit__in=lots)
    found: dict[int, list[Transfer]] = defaultdict(list)
    for each in Transfer.objects.filter(either, state=POSTED).order_by(
        "effective_at", "created_at"
    ):
        for key in (each.debit_id, each.credit_id):
            found[key].append(each)
    return found


def _ticket_of(reference: str) -> int | None:
    """`charge:12:3` is the third rating of the request with the key 12."""
    if not reference.startswith(CHARGE):
        return None
    key = reference.split(":")[1]
    return int(key) if key.isdecimal() else None


def _asked(organisation: Organisation) -> int:
    open_ones = Estimate.objects.filter(
        ticket__organisation=organisation, state=Estimate.State.SENT
    )
    return open_ones.aggregate(total=Sum("package_seconds"))["total"] or 0


def _used_first(each: Held) -> tuple[datetime, bool, datetime, int]:
    """As documents usually say it: what ends first, gifts before what was paid, the oldest."""
    return (each.lot.expires_at or NEVER, not each.is_gift, each.lot.granted_at, each.lot.pk)
