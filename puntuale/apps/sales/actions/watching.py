"""Customers are told when a package runs low, is about to end, and has ended; each once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import expire
from puntuale.apps.ledger.models import Account, Lot, Transfer
from puntuale.apps.ledger.sources import ALLOWANCE, PURCHASE
from puntuale.apps.sales.held import EXPIRE, Held, lots_held
from puntuale.apps.sales.models import LotTold
from puntuale.apps.sales.telling import Told, tell_customer, tell_sellers
from puntuale.apps.tickets.models import Notice

# So many days before its last one a customer is told of what is left.
BEFORE_THE_END = (30, 7)
LATELY = timedelta(days=2)
NOT_INCLUDED = ~Q(source__startswith=ALLOWANCE)  # a month's hours end every month


def tell_low(*, at: datetime, since: datetime | None = None) -> int:
    """Tell of every share that a package has reached; how many packages that concerns.

    With `since` only of those from which something was taken since then. Where several shares were
    reached at once, only the greatest is told.
    """
    lots = Lot.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), _bought())
    if since is not None:
        drawn = Transfer.objects.filter(debit__kind=Account.Kind.LOT, created_at__gte=since)
        lots = lots.filter(pk__in=drawn.values("debit"))
    return sum(_tell_low(held, at) for held in lots_held(lots))


def tell_ends(*, at: datetime) -> int:
    """Tell of what ends soon, let go what has ended, and tell of that; how many lots that concerns."""
    soon = Lot.objects.filter(
        NOT_INCLUDED, expires_at__gt=at, expires_at__lte=at + timedelta(days=max(BEFORE_THE_END))
    )
    told = sum(_tell_expiring(held, at) for held in lots_held(soon) if held.left > 0)
    ended = Lot.objects.filter(NOT_INCLUDED, expires_at__lte=at, expires_at__gt=at - LATELY)
    for lot in ended.select_related("account__organisation"):
        expire(lot, at=at)
    return told + sum(_tell_expired(held, at) for held in lots_held(ended))


def _bought() -> Q:
    return Q(source__startswith=PURCHASE)


@transaction.atomic
def _tell_low(held: Held, at: datetime) -> bool:
    reached = [share for share in held.alert_at if held.used * 100 >= share * held.size]
    new = _not_told(held.lot, Told.LOW, [f"{share.normalize():f}" for share in reached], at)
    if not new:
        return False
    share = max(map(Decimal, new))
    organisation = _organisation(held)
    about: dict[str, int | str] = {"lot_id": held.lot.pk, "share": f"{share.normalize():f}"}
    tell_customer(organisation, Told.LOW, about, at=at)
    name = f"lot:{held.lot.pk} {share.normalize():f}"
    tell_sellers(organisation, Notice.Kind.PREPAID_LOW, [name], at=at)
    return True


@transaction.atomic
def _tell_expiring(held: Held, at: datetime) -> bool:
    assert held.lot.expires_at is not None
    left = held.lot.expires_at - at
    days = min(days for days in BEFORE_THE_END if left <= timedelta(days=days))
    if not _not_told(held.lot, Told.EXPIRING, [str(days)], at):
        return False
    about: dict[str, int | str] = {"lot_id": held.lot.pk, "days": days}
    tell_customer(_organisation(held), Told.EXPIRING, about, at=at)
    return True


@transaction.atomic
def _tell_expired(held: Held, at: datetime) -> bool:
    gone = any(each.code == EXPIRE for each in held.movements)
    if not gone or not _not_told(held.lot, Told.EXPIRED, [""], at):
        return False
    tell_customer(_organisation(held), Told.EXPIRED, {"lot_id": held.lot.pk}, at=at)
    return True


def _not_told(lot: Lot, what: Told, marks: Iterable[str], at: datetime) -> list[str]:
    """Those of `marks` that were not told before; from now on they were."""
    known = set(_told(lot, what).values_list("mark", flat=True))
    new = [mark for mark in marks if mark not in known]
    rows = [LotTold(lot=lot, what=what.value, mark=mark, told_at=at) for mark in new]
    LotTold.objects.bulk_create(rows, ignore_conflicts=True)
    return new


def _told(lot: Lot, what: Told) -> QuerySet[LotTold]:
    return LotTold.objects.select_for_update().filter(lot=lot, what=what.value)


def _organisation(held: Held) -> Organisation:
    organisation = held.lot.account.organisation
    assert organisation is not None, "a lot belongs to somebody"
    return organisation
