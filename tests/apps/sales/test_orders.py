"""Packages and coupons are ordered at a frozen price by whoever may spend."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from puntuale.apps.sales.actions.ordering import cancel, order
from puntuale.apps.sales.errors import (
    MayNotSpend,
    NotOffered,
    NotOpen,
    OfferChanged,
    WrongQuantity,
)
from puntuale.apps.sales.models import Payment, Purchase
from puntuale.apps.sales.offers import offers_for
from puntuale.core.charges.money import Money
from tests.apps.sales.shopping import COUPON, MINUTE, PACK, bought, ordered, paid
from tests.cast import NOON, covered, in_force, rome

KEY = UUID(int=7)


def test_what_can_be_bought_is_what_the_agreements_say(shop):
    found = {each.key: (each.holds, str(each.list_price)) for each in offers_for(shop.alpine, NOON)}

    assert found == {
        "standard-services:pack-5d": (40 * 3600, "2800.00"),
        "standard-services:pack-12d": (96 * 3600, "6240.00"),
        "direct-support:coupon": (1, "25.00"),
    }
    assert offers_for(shop.brembo, NOON) == []


def test_the_standard_agreement_sells_to_everybody(cast):
    in_force("direct-support", standard=True)

    assert [each.key for each in offers_for(cast.brembo, NOON)] == [COUPON]


def test_an_order_keeps_what_was_offered_and_can_be_paid_by_its_reference(shop):
    purchase = ordered(shop, COUPON, 4)

    assert (purchase.money, purchase.grants) == (Money(10000, "EUR"), 4)
    assert purchase.reference.startswith("RF")
    assert purchase.state == Purchase.State.ORDERED
    assert Job.objects.get(kind="mail.prepaid").payload["what"] == "ordered"


@pytest.mark.parametrize("quantity", [0, -1, 1001, 10**9])
def test_nobody_buys_nothing_or_the_whole_world(shop, quantity):
    with pytest.raises(WrongQuantity):
        ordered(shop, COUPON, quantity)

    assert not Purchase.objects.exists()


@pytest.mark.parametrize("quantity", [1, 1000])
def test_a_thousand_is_the_most(shop, quantity):
    assert ordered(shop, COUPON, quantity).grants == quantity


def test_only_whoever_may_spend_orders(shop):
    luka = shop.giulia
    Contact.objects.filter(pk=luka.pk).update(organisation=shop.alpine)

    for person in (luka.user, shop.davide):
        with pytest.raises(MayNotSpend):
            ordered(shop, by=person)
    for person in (shop.maja.user, shop.elena, shop.admin):
        assert ordered(shop, by=person)


def test_the_right_to_spend_is_for_ones_own_company(shop):
    with pytest.raises(MayNotSpend):
        order(shop.brembo, PACK, 1, by=shop.maja.user, at=NOON)


def test_the_same_form_sent_twice_orders_once(shop):
    first = ordered(shop, idempotency_key=KEY)
    second = ordered(shop, idempotency_key=KEY)

    assert first == second
    assert Purchase.objects.count() == 1


def test_a_key_of_somebody_elses_order_orders_nothing(shop):
    covered(shop.brembo, Coverage.objects.filter(organisation=shop.alpine)[0].agreement)
    Contact.objects.filter(pk=shop.giulia.pk).update(may_spend=True)
    ordered(shop, idempotency_key=KEY)

    with pytest.raises(NotOffered):
        order(shop.brembo, PACK, 1, by=shop.elena, at=NOON, idempotency_key=KEY)

    assert Purchase.objects.count() == 1


def test_a_price_that_changed_since_it_was_shown_is_not_ordered(shop):
    with pytest.raises(OfferChanged):
        ordered(shop, shown=Money(270000, "EUR"))

    assert ordered(shop, shown=Money(280000, "EUR"))


class TestDiscountsForSubscribers:
    """R-19 and X-24: while the subscription is active, by the instant of the order; one, the best."""

    @pytest.fixture
    def subscribed(self, shop):
        """Alpine's upgrade subscription ends on 23 November, in Ljubljana."""
        coverage = covered(shop.alpine, in_force("upgrade-premium"))
        Coverage.objects.filter(pk=coverage.pk).update(ends_on=date(2026, 11, 23))
        return shop

    @pytest.mark.parametrize(
        ("wall", "amount"),
        [("2026-11-23 23:59:59", 6000), ("2026-11-24 00:00:00", 10000)],
    )
    def test_it_holds_to_the_last_second(self, subscribed, wall, amount):
        assert ordered(subscribed, COUPON, 4, at=rome(wall)).amount == amount

    def test_the_price_is_frozen_with_the_order(self, subscribed):
        purchase = ordered(subscribed, COUPON, 4, at=rome("2026-11-23 23:59:59"))

        assert paid(purchase, at=rome("2026-11-24 00:20"))
        assert purchase.price_until == rome("2026-11-24 00:29:59")
        assert (purchase.discount, purchase.unit_price) == (Decimal(40), Decimal(15))

    def test_of_two_discounts_the_best_counts_and_they_do_not_add_up(self, subscribed):
        agreement = in_force(
            "gold", ("fees:", "discounts: [{applies_to: coupon, percent: '10'}]\nfees:")
        )
        covered(subscribed.alpine, agreement)

        assert ordered(subscribed, COUPON, 4).amount == 6000

    def test_packages_stay_at_their_price(self, subscribed):
        assert ordered(subscribed, PACK).amount == 280000


def test_a_discount_of_the_whole_is_granted_with_the_order(shop):
    agreement = in_force(
        "gold", ("fees:", "discounts: [{applies_to: coupon, percent: '100'}]\nfees:")
    )
    covered(shop.alpine, agreement)

    purchase = ordered(shop, COUPON, 2)

    assert (purchase.state, purchase.amount) == (Purchase.State.GRANTED, 0)
    assert not Payment.objects.exists()


def test_an_order_that_is_cancelled_stays_cancelled(shop):
    purchase = ordered(shop)

    cancel(purchase, by=shop.maja.user, at=NOON + MINUTE)

    purchase.refresh_from_db()
    assert (purchase.state, purchase.cancelled_at) == ("cancelled", NOON + MINUTE)
    with pytest.raises(NotOpen):
        cancel(purchase, by=shop.elena, at=NOON + MINUTE)


def test_what_was_paid_is_not_cancelled(shop):
    with pytest.raises(NotOpen):
        cancel(bought(shop), by=shop.elena, at=NOON + timedelta(days=1))


def test_nobody_cancels_the_order_of_another_company(shop):
    with pytest.raises(MayNotSpend):
        cancel(ordered(shop), by=shop.giulia.user, at=NOON)


def test_the_database_itself_keeps_what_was_ordered(shop):
    ordered(shop)

    for rewriting in (
        lambda: Purchase.objects.update(amount=1),
        lambda: Purchase.objects.update(grants=1),
        lambda: Purchase.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rewriting()
