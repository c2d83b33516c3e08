"""Money is kept whatever happens, and grants what it was meant for, once."""

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.models import Account, Lot
from puntuale.apps.sales.actions.ordering import cancel
from puntuale.apps.sales.actions.paying import mark_paid
from puntuale.apps.sales.actions.refunding import refund
from puntuale.apps.sales.errors import MoreThanPaid, NothingToGiveBack, NotOpen, NotTheAmount
from puntuale.apps.sales.models import Payment, Purchase
from puntuale.apps.tickets.models import Notice
from puntuale.core.charges.money import Money
from tests.apps.sales.shopping import (
    COUPON,
    DAY,
    balance,
    bought,
    left_of,
    lot_of,
    ordered,
    paid,
)
from tests.cast import NOON, rome

Kind = Account.Kind


def test_what_is_paid_is_granted_through_the_last_day_of_its_validity(shop):
    purchase = bought(shop)

    assert purchase.state == Purchase.State.GRANTED
    assert left_of(purchase) == 40 * 3600
    assert lot_of(purchase).expires_at == rome("2027-11-24 00:00")
    assert "granted" in {job.payload["what"] for job in Job.objects.filter(kind="mail.prepaid")}


def test_coupons_that_never_expire_do_not(shop):
    assert lot_of(bought(shop, COUPON, 3)).expires_at is None


def test_the_same_money_told_twice_grants_once(shop):
    purchase = ordered(shop)

    assert paid(purchase)
    assert paid(purchase)

    assert (Payment.objects.count(), Lot.objects.count()) == (1, 1)


def test_money_for_a_cancelled_order_is_kept_and_somebody_decides(shop):
    """R-05: paid, and cancelled meanwhile."""
    purchase = ordered(shop)
    cancel(purchase, by=shop.maja.user, at=NOON)

    assert not paid(purchase)

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.CANCELLED
    assert Payment.objects.get().amount == purchase.amount
    assert not Lot.objects.exists()
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.organisation) == (shop.elena, "payment", shop.alpine)
    assert balance(shop.alpine, Kind.RECEIVABLE) == -purchase.amount


def test_an_order_that_is_paid_twice_grants_once_and_somebody_decides(shop):
    purchase = bought(shop)

    assert not paid(purchase, key="line:other")

    assert (Payment.objects.count(), Lot.objects.count()) == (2, 1)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("more", [-1, 1])
def test_another_amount_grants_nothing(shop, more):
    purchase = ordered(shop)

    assert not paid(purchase, amount=purchase.amount + more)

    assert not Lot.objects.exists()
    assert Notice.objects.count() == 1


def test_billing_marks_an_order_as_paid_once(shop):
    purchase = ordered(shop)

    mark_paid(purchase, purchase.money, by=shop.elena, at=NOON)

    with pytest.raises(NotOpen):
        mark_paid(purchase, purchase.money, by=shop.elena, at=NOON)
    assert left_of(purchase) == 40 * 3600


def test_billing_is_asked_again_about_another_amount(shop):
    purchase = ordered(shop)

    with pytest.raises(NotTheAmount):
        mark_paid(purchase, Money(1, "EUR"), by=shop.elena, at=NOON)

    assert not Payment.objects.exists()


def test_what_is_sold_and_paid_is_nobodys_debt(shop):
    purchase = bought(shop)

    assert balance(shop.alpine, Kind.RECEIVABLE) == 0
    assert balance(None, Kind.CASH) == purchase.amount
    assert balance(None, Kind.REVENUE) == -purchase.amount


def test_a_refund_takes_what_is_left_and_pays_back_once(shop):
    purchase = bought(shop)

    refund(purchase, Money(200000, "EUR"), by=shop.elena, at=NOON + DAY)

    purchase.refresh_from_db()
    assert (purchase.state, left_of(purchase)) == (Purchase.State.REFUNDED, 0)
    assert balance(None, Kind.CASH) == purchase.amount - 200000
    assert balance(shop.alpine, Kind.RECEIVABLE) == 0
    with pytest.raises(NothingToGiveBack):
        refund(purchase, Money(1, "EUR"), by=shop.elena, at=NOON + DAY)


def test_no_more_goes_back_than_came(shop):
    purchase = bought(shop)

    for money in (Money(purchase.amount + 1, "EUR"), Money(0, "EUR"), Money(1, "GBP")):
        with pytest.raises(MoreThanPaid):
            refund(purchase, money, by=shop.elena, at=NOON)


def test_money_of_a_cancelled_order_goes_back(shop):
    purchase = ordered(shop)
    cancel(purchase, by=shop.elena, at=NOON)
    paid(purchase)

    refund(purchase, purchase.money, by=shop.elena, at=NOON)

    assert balance(shop.alpine, Kind.RECEIVABLE) == 0
    assert balance(None, Kind.CASH) == 0


def test_an_order_that_was_never_paid_is_not_refunded(shop):
    with pytest.raises(NothingToGiveBack):
        refund(ordered(shop), Money(1, "EUR"), by=shop.elena, at=NOON)


def test_the_database_itself_keeps_every_payment(shop):
    bought(shop)

    for rewriting in (
        lambda: Payment.objects.update(amount=1),
        lambda: Payment.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting()
