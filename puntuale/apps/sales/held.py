"""One lot: what came, what drew it and when, and what is left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.ledger.models import SECOND, Lot, Transfer
from puntuale.apps.ledger.references import CHARGE
from puntuale.apps.ledger.sources import ALLOWANCE, GIFT, PURCHASE
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.models import Purchase

POSTED = Transfer.State.POSTED
GRANT, EXPIRE, REFUND = "grant", "expire", "refund"


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
        """What is gone of it, whatever for; what is reserved is not."""
        return self.size - self.left - self.reserved

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


def lots_held(lots: QuerySet[Lot]) -> list[Held]:
    """Each of `lots` with all that moved it, in three queries."""
    rows = list(lots.select_related("account__organisation").order_by("pk"))
    moved = _movements([row.pk for row in rows])
    keys = [int(row.source[len(PURCHASE) :]) for row in rows if row.source.startswith(PURCHASE)]
    purchases = Purchase.objects.select_related("version__agreement").in_bulk(keys)
    return [_held(row, moved[row.pk], purchases) for row in rows]


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
