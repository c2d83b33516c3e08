"""What customers do in a shop, with a set clock."""

from datetime import timedelta

from puntuale.apps.customers.models import Contact
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import Account, Lot
from puntuale.apps.sales.actions.ordering import order
from puntuale.apps.sales.actions.paying import Received, receive
from puntuale.apps.sales.models import Payment
from tests.cast import NOON, covered, in_force

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
PACK, COUPON = "standard-services:pack-5d", "direct-support:coupon"


def open_shop(cast):
    """Alpine can buy packages and coupons, and Maja may do so."""
    for code in ("standard-services", "direct-support"):
        covered(cast.alpine, in_force(code))
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=True)
    return cast


def ordered(cast, key=PACK, quantity=1, *, at=NOON, by=None, **more):
    return order(cast.alpine, key, quantity, by=by or cast.maja.user, at=at, **more)


def money_for(purchase, *, key="", at=NOON, amount=None, way=Payment.Way.BANK):
    money = purchase.money if amount is None else type(purchase.money)(amount, purchase.currency)
    return Received(way, key or f"line:{purchase.pk}", money, at)


def paid(purchase, *, at=NOON, **more):
    return receive(purchase, money_for(purchase, at=at, **more), at=at)


def bought(cast, key=PACK, quantity=1, *, at=NOON):
    purchase = ordered(cast, key, quantity, at=at)
    assert paid(purchase, at=at)
    purchase.refresh_from_db()
    return purchase


def lot_of(purchase):
    return Lot.objects.get(source=f"purchase:{purchase.pk}")


def left_of(purchase):
    return Account.objects.get(pk=lot_of(purchase).pk).available


def balance(organisation, kind, unit="EUR.cent"):
    return the_account(organisation, unit, kind).posted
