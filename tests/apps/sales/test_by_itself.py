"""Gifts, fees and warnings: each once, however often somebody looks."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.sellers import sell_by
from puntuale.apps.catalogue.models import ListPrice, Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.lots import draw
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot
from puntuale.apps.sales.actions.giving import give_first_coupons
from puntuale.apps.sales.actions.keeping import bring_up_to_date
from puntuale.apps.sales.actions.posting_fees import post_fees
from puntuale.apps.sales.actions.watching import tell_ends, tell_low
from puntuale.apps.sales.fees import fees_without_price
from puntuale.apps.sales.models import PostedFee
from puntuale.apps.tickets.models import Notice
from puntuale.interfaces.worker.sales import alerts, upkeep
from tests.apps.sales.shopping import DAY, balance, bought, left_of, lot_of
from tests.cast import NOON, covered, in_force, rome

HOUR = 3600


def told(what):
    return [
        job.payload
        for job in Job.objects.filter(kind="mail.prepaid")
        if job.payload["what"] == what
    ]


def used(shop, hours, *, reference="ticket:1", at=NOON):
    draw(shop.alpine, unit=SECOND, quantity=hours * HOUR, reference=reference, at=at)


class TestTheFirstCoupon:
    def test_it_is_given_once_for_each_organisation(self, shop):
        """R-14: two registrations of one company."""
        for _again in range(2):
            give_first_coupons(shop.alpine, at=NOON)

        lot = Lot.objects.get(account__unit=COUPON)
        assert (lot.account.posted, lot.unit_price, lot.expires_at) == (1, 0, None)

    def test_a_second_coverage_under_the_same_agreement_gives_no_second_one(self, shop):
        give_first_coupons(shop.alpine, at=NOON)
        agreement = Coverage.objects.get(agreement__code="direct-support").agreement
        covered(shop.alpine, agreement)

        give_first_coupons(shop.alpine, at=NOON)

        assert Lot.objects.filter(account__unit=COUPON).count() == 1

    def test_the_standard_agreement_gives_nothing_to_strangers(self, cast):
        in_force("direct-support", standard=True)

        assert give_first_coupons(cast.brembo, at=NOON) == []


class TestFees:
    @pytest.fixture
    def retained(self, cast):
        """Brembo's retainer of 450 pounds a month, signed on 31 August."""
        coverage = covered(cast.brembo, in_force("bespoke"))
        Coverage.objects.filter(pk=coverage.pk).update(starts_on=date(2026, 8, 31))
        coverage.refresh_from_db()
        return coverage

    def starts(self):
        return [str(each.starts_on) for each in PostedFee.objects.order_by("starts_on")]

    def test_periods_are_anchored_and_each_is_posted_once(self, retained):
        post_fees(retained, at=rome("2026-10-01 09:00"))
        for _again in range(2):
            post_fees(retained, at=rome("2027-03-01 09:00"))

        assert self.starts() == [
            "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31",
            "2027-02-28",
        ]  # fmt: skip
        assert {each.amount for each in PostedFee.objects.all()} == {45000}
        assert balance(retained.organisation, Account.Kind.RECEIVABLE, "GBP.penny") == 7 * 45000

    def test_what_was_posted_is_not_looked_up_again_however_many_years_it_is(self, retained):
        counted = []
        for month in ("2026-11-01", "2029-11-01"):
            at = rome(f"{month} 09:00")
            post_fees(retained, at=at)
            with CaptureQueriesContext(connection) as queries:
                assert post_fees(retained, at=at) == 0
            counted.append(len(queries))

        assert PostedFee.objects.count() > 36
        assert counted[0] == counted[1] < 6

    def test_a_product_that_comes_later_is_posted_beside_the_others(self, cast):
        coverage = covered(cast.brembo, in_force("upgrade-premium"))
        other = Product.objects.exclude(pk=cast.planner.pk).first()
        other = other or Product.objects.create(name="Another", code="another")
        for product in (cast.planner, other):
            ListPrice.objects.create(
                product=product, amount_cents=150000, valid_from=date(2026, 1, 1)
            )
        coverage.products.set([cast.planner])
        assert post_fees(coverage, at=NOON) == 1

        coverage.products.add(other)

        assert post_fees(coverage, at=NOON) == 1
        assert set(PostedFee.objects.values_list("product", flat=True)) == {
            cast.planner.code,
            other.code,
        }

    def test_what_fell_due_long_ago_was_billed_elsewhere(self, retained):
        post_fees(retained, at=rome("2026-11-23 09:00"))

        assert self.starts() == ["2026-10-31"]

    def test_it_begins_at_midnight_of_the_agreement(self, retained):
        """The zone is London: an hour after Rome."""
        post_fees(retained, at=rome("2026-11-23 09:00"))

        assert post_fees(retained, at=rome("2026-11-30 00:59")) == 0
        assert post_fees(retained, at=rome("2026-11-30 01:00")) == 1

    def test_a_coverage_that_ended_or_is_suspended_costs_nothing_more(self, retained):
        Coverage.objects.filter(pk=retained.pk).update(ends_on=date(2026, 11, 29))
        retained.refresh_from_db()
        post_fees(retained, at=rome("2027-03-01 09:00"))
        assert self.starts() == []

        Coverage.objects.filter(pk=retained.pk).update(
            ends_on=None, suspended_at=rome("2026-11-01 09:00")
        )
        retained.refresh_from_db()
        post_fees(retained, at=rome("2026-11-10 09:00"))
        post_fees(retained, at=rome("2027-03-01 09:00"))
        assert self.starts() == ["2026-10-31"]

    def test_a_share_is_of_the_list_price_in_force_when_the_period_begins(self, cast):
        """Readings 24: 2 % of the list price at the start of each period, the price having risen."""
        coverage = covered(cast.brembo, in_force("upgrade-premium"))
        for since, cents in ((date(2026, 1, 1), 150000), (date(2026, 11, 15), 200000)):
            ListPrice.objects.create(product=cast.planner, amount_cents=cents, valid_from=since)

        post_fees(coverage, at=rome("2026-11-20 09:00"))
        post_fees(coverage, at=rome("2026-12-02 09:00"))

        found = PostedFee.objects.order_by("starts_on")
        assert [(str(each.starts_on), each.amount) for each in found] == [
            ("2026-11-01", 3000),
            ("2026-12-01", 4000),
        ]

    def test_without_a_list_price_it_waits_and_is_posted_once_there_is_one(self, cast):
        coverage = covered(cast.brembo, in_force("upgrade-premium"))
        assert post_fees(coverage, at=NOON) == 0
        assert [each.product for each in fees_without_price(NOON)] == [cast.planner]

        ListPrice.objects.create(
            product=cast.planner, amount_cents=150000, valid_from=date(2026, 1, 1)
        )

        assert fees_without_price(NOON) == []
        assert post_fees(coverage, at=NOON) == 1

    def test_coverages_without_fees_are_not_looked_at(self, cast):
        covered(cast.brembo, in_force("upgrade-premium"))
        without = in_force("standard-services")
        asked = []
        for more in (1, 3):
            for _coverage in range(more):
                covered(cast.alpine, without)
            with CaptureQueriesContext(connection) as queries:
                assert len(fees_without_price(NOON)) == 1
            asked.append(len(queries))

        assert asked[0] == asked[1]

    def test_the_partner_pays_where_partners_sell(self, cast):
        partner = Organisation.objects.create(name="Adria Software", is_partner=True)
        coverage = covered(cast.brembo, in_force("upgrade-premium"), partner=partner)
        ListPrice.objects.create(
            product=cast.planner, amount_cents=150000, valid_from=date(2026, 1, 1)
        )

        post_fees(coverage, at=NOON)

        assert PostedFee.objects.get().organisation == partner

    def test_a_period_is_the_fee_of_whoever_sold_it_when_it_began(self, cast):
        """Also where it could not be posted before; from the next period on the other pays."""
        adria, dinamo = (
            Organisation.objects.create(name=name, is_partner=True) for name in ("Adria", "Dinamo")
        )
        coverage = covered(cast.brembo, in_force("upgrade-premium"), partner=adria)
        sell_by(coverage, dinamo, at=NOON)
        ListPrice.objects.create(
            product=cast.planner, amount_cents=150000, valid_from=date(2026, 1, 1)
        )

        post_fees(coverage, at=rome("2026-12-01 09:00"))

        fees = PostedFee.objects.order_by("starts_on")
        assert [(str(fee.starts_on), fee.organisation) for fee in fees] == [
            ("2026-11-01", adria),
            ("2026-12-01", dinamo),
        ]

    def test_a_fee_is_never_rewritten(self, retained):
        post_fees(retained, at=NOON)

        with pytest.raises(DatabaseError), transaction.atomic():
            PostedFee.objects.update(amount=1)


class TestRunningLow:
    def test_each_share_is_told_once_and_those_who_sell_know_it(self, shop):
        """C-33."""
        bought(shop)
        used(shop, 31)
        tell_low(at=NOON)
        assert told("low") == []

        used(shop, 1, reference="ticket:2")
        for _again in range(2):
            tell_low(at=NOON)

        assert [each["share"] for each in told("low")] == ["80"]
        assert Notice.objects.get(kind="prepaid_low").user == shop.elena

    def test_of_several_shares_at_once_only_the_greatest_is_told(self, shop):
        bought(shop)
        used(shop, 40)

        tell_low(at=NOON)

        assert [each["share"] for each in told("low")] == ["100"]

    def test_every_package_is_told_of_by_itself(self, shop):
        bought(shop)
        bought(shop)
        used(shop, 72)

        tell_low(at=NOON)

        assert [each["share"] for each in told("low")] == ["100", "80"]

    def test_every_ten_minutes_only_what_was_drawn_lately_is_looked_at(self, shop):
        bought(shop)
        used(shop, 32)

        alerts({}, at=NOON + timedelta(minutes=10))

        assert len(told("low")) == 1


class TestEnds:
    def test_the_end_is_told_thirty_and_seven_days_before_and_after(self, shop):
        lot = lot_of(bought(shop))
        end = lot.expires_at

        for days in (31, 30, 29, 7, 6):
            tell_ends(at=end - days * DAY)
        assert [each["days"] for each in told("expiring")] == [30, 7]

        for _again in range(2):
            tell_ends(at=end + timedelta(hours=1))
        assert len(told("expired")) == 1
        assert left_of(bought(shop)) == 40 * HOUR

    def test_what_is_used_up_needs_no_warning(self, shop):
        lot = lot_of(bought(shop))
        used(shop, 40)

        tell_ends(at=lot.expires_at - 20 * DAY)
        tell_ends(at=lot.expires_at + DAY)

        assert told("expiring") == told("expired") == []


def test_every_hour_all_of_it_happens(shop):
    bought(shop)
    used(shop, 40)

    for _again in range(2):
        upkeep({}, at=NOON)

    assert Lot.objects.filter(account__unit=COUPON).count() == 1
    assert len(told("low")) == 1


class TestIncludedHours:
    """An allowance is opened at the start of its period and ends with it, carrying nothing over."""

    @pytest.fixture
    def retained(self, cast):
        covered(cast.brembo, in_force("bespoke"))
        return cast.brembo

    def lots(self):
        rows = Lot.objects.filter(source__startswith="allowance:").order_by("granted_at")
        return [(str(each.granted_at)[:16], each.account.posted) for each in rows]

    def test_it_is_opened_once_for_each_period_whoever_looks(self, retained):
        for _again in range(2):
            bring_up_to_date(retained, at=NOON)

        assert self.lots() == [("2026-11-01 00:00", 4 * HOUR)]

    def test_at_the_end_what_is_left_goes_and_the_next_begins(self, retained):
        bring_up_to_date(retained, at=NOON)
        bring_up_to_date(retained, at=rome("2026-12-01 00:59"))
        assert len(self.lots()) == 1

        bring_up_to_date(retained, at=rome("2026-12-01 01:00"))

        assert self.lots() == [("2026-11-01 00:00", 0), ("2026-12-01 00:00", 4 * HOUR)]

    def test_its_end_is_told_nobody_every_month(self, retained):
        bring_up_to_date(retained, at=NOON)

        tell_ends(at=rome("2026-12-01 09:00"))

        assert told("expired") == told("expiring") == []
