"""Fees, their periods, and what prepaid time costs when it is bought."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.problems import Place
from puntuale.core.charges.fees import Fee, ListPrice, fee_of
from puntuale.core.charges.money import Money, rounded
from puntuale.core.charges.offers import QuantityOutOfRange, may_start, offer
from puntuale.core.charges.validity import last_day, months_after, valid_until
from tests.core.agreements.specimens import outcome, rome

MONTHLY = Fee("monthly", 1, "advance", Decimal("450.00"), None)


def fees(code: str) -> dict[str, Fee]:
    document = outcome(code).document
    assert document is not None
    return {fee.code: fee for fee in map(fee_of, document.fees)}


def since(*prices: tuple[str, str]) -> list[ListPrice]:
    return [ListPrice(date.fromisoformat(day), Decimal(amount)) for day, amount in prices]


@pytest.mark.parametrize(("price", "fee"), [("1250.00", "25.00"), ("999.99", "20.00")])
def test_a_share_of_the_list_price_is_rounded_once(price, fee):
    """C-62, C-63."""
    sups = fees("upgrade-premium")["sups"]
    period = sups.period(date(2026, 11, 17), 0)

    assert str(sups.price(period, "EUR", since(("2026-01-01", price)))) == fee


def test_the_list_price_is_that_of_the_first_day_of_each_period():
    """C-65."""
    sups = fees("upgrade-premium")["sups"]
    prices = since(("2026-12-01", "1300.00"), ("2026-01-01", "1250.00"))
    periods = [sups.period(date(2026, 11, 17), number) for number in (0, 1)]

    assert [(each.start, str(sups.price(each, "EUR", prices))) for each in periods] == [
        (date(2026, 11, 17), "25.00"),
        (date(2026, 12, 17), "26.00"),
    ]


def test_what_was_not_on_the_list_has_no_price():
    sups = fees("upgrade-premium")["sups"]

    assert (
        sups.price(sups.period(date(2026, 11, 17), 0), "EUR", since(("2027-01-01", "1.00"))) is None
    )


def test_one_fee_is_added_to_another():
    """C-42."""
    both, prices = fees("platinum"), since(("2026-01-01", "10000.00"))
    period = both["gold"].period(date(2026, 11, 1), 0)

    assert {code: str(fee.price(period, "EUR", prices)) for code, fee in both.items()} == {
        "platinum": "600.00",
        "gold": "1800.00",
    }
    assert period.end == date(2027, 11, 1)


def test_periods_are_counted_from_the_anchor_and_clipped_to_short_months():
    starts = [MONTHLY.period(date(2026, 12, 31), number).start for number in range(5)]

    assert [f"{day:%d.%m}" for day in starts] == ["31.12", "31.01", "28.02", "31.03", "30.04"]


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 24), st.integers(0, 4000))
def test_every_day_has_one_period(anchor, months, passed):
    fee = Fee("any", months, "advance", Decimal("1.00"), None)
    day = date.fromordinal(anchor.toordinal() + passed)

    period = fee.period_on(anchor, day)

    assert period is not None
    assert period.start <= day < period.end
    assert fee.period(anchor, period.number + 1).start == period.end


def test_before_the_anchor_there_is_no_period():
    assert MONTHLY.period_on(date(2026, 11, 17), date(2026, 11, 16)) is None


def test_a_period_is_bounded_by_local_midnights():
    start, end = MONTHLY.period(date(2026, 10, 17), 0).bounds(ZoneInfo("Europe/Rome"))

    assert (start, end) == (rome("2026-10-17 00:00"), rome("2026-11-17 00:00"))


@pytest.mark.parametrize(
    ("discounts", "amount"),
    [([], "75.00"), ([Fraction(2, 5)], "45.00"), ([Fraction(1, 10), Fraction(2, 5)], "45.00")],
)
def test_coupons_cost_the_price_of_the_list_less_the_best_discount(discounts, amount):
    """C-55, C-56, X-24."""
    document = outcome("direct-support").document
    assert document is not None
    assert document.coupons is not None
    assert document.coupons.price.amount is not None

    found = offer(3, document.coupons.price.amount, "EUR", discounts)

    assert str(found.amount) == amount
    assert found.unit_price * 3 == Fraction(amount)


@pytest.mark.parametrize("quantity", [0, -1, 1001, 10**9])
def test_from_one_to_a_thousand_can_be_bought(quantity):
    """X-23."""
    with pytest.raises(QuantityOutOfRange):
        offer(quantity, Decimal("25.00"), "EUR")


@pytest.mark.parametrize(
    ("available", "owed", "starts"), [(1, 0, True), (0, 0, False), (1, 1, False), (3, 1, True)]
)
def test_work_starts_when_there_is_a_coupon_that_nothing_is_owed_for(available, owed, starts):
    assert may_start(1, available, owed) is starts


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("19.9998", "EUR", "20.00"),
        ("0.005", "EUR", "0.01"),
        ("0.0049999", "EUR", "0.00"),
        ("-0.005", "EUR", "-0.01"),
        ("2.5", "JPY", "3"),
        ("1.0005", "KWD", "1.001"),
    ],
)
def test_money_is_rounded_half_away_from_zero_to_its_smallest_unit(amount, currency, written):
    assert str(rounded(Decimal(amount), currency)) == written
    assert rounded(Fraction(amount), currency) == rounded(Decimal(amount), currency)


def test_money_of_one_currency_is_added():
    assert Money(1, "EUR") + Money(2, "EUR") - Money(4, "EUR") == -Money(1, "EUR")


def test_validity_in_months_is_clipped_and_ends_with_its_last_day():
    year = Quantity(Decimal(12), "mo", Place("", 0))

    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert last_day(date(2026, 11, 23), year) == date(2027, 11, 23)
    assert valid_until(
        datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("UTC")), year, ZoneInfo("Europe/Rome")
    ) == (rome("2027-11-25 00:00"))
