"""What an estimate says before any work is done: effort by band, at the agreement's prices."""

import pytest

from puntuale.core.agreements.request import Classification
from puntuale.core.charges.charge import Draw
from puntuale.core.charges.lots import Lot, Means
from puntuale.core.charges.pick import Case
from puntuale.core.charges.quoting import Quoted, quoted
from puntuale.core.charges.steps import Paid, QuoteRequired
from tests.core.agreements.specimens import rome
from tests.core.charges.asking import charging

MONDAY = rome("2026-11-23 15:50")
FOUR_HOURS = {"base": 180, "out_of_hours": 60}
HOUR = 3600


def quote(
    code: str,
    effort: dict[str, int],
    *instead: tuple[str, str],
    lots: tuple[Lot, ...] = (),
    coupons: int = 0,
    allowance: int = 0,
    **words: str,
) -> Quoted:
    means = Means(
        allowance=(Lot("month", allowance),),
        packages=lots,
        coupons=(Lot("coupons", coupons),),
    )
    case = Case(Classification(**words))
    return quoted(charging(code, *instead), case, effort, at=MONDAY, means=means)


def test_an_hour_out_of_hours_takes_an_hour_and_a_half_of_the_package():
    offer = quote("standard-services", FOUR_HOURS, lots=(Lot("A", 12 * HOUR),), type="T2")

    assert str(offer.amount) == "0.00"
    assert offer.package_seconds == 4.5 * HOUR
    assert offer.packages == (Draw("A", 4.5 * HOUR),)
    assert [
        (step.band, step.drawn_seconds) for step in offer.because if isinstance(step, Paid)
    ] == [
        ("base", 3 * HOUR),
        ("out_of_hours", 1.5 * HOUR),
    ]


def test_without_a_package_the_same_effort_costs_money():
    offer = quote("standard-services", FOUR_HOURS, type="T2")

    assert str(offer.amount) == "360.00"
    assert offer.package_seconds is None


def test_what_a_package_cannot_pay_is_charged_at_the_rate():
    offer = quote("standard-services", FOUR_HOURS, lots=(Lot("A", 3 * HOUR),), type="T2")

    assert str(offer.amount) == "120.00"
    assert offer.package_seconds == 3 * HOUR


def test_a_package_that_has_expired_pays_nothing():
    gone = Lot("A", 12 * HOUR, expires_at=rome("2026-11-23 00:00"))

    offer = quote("standard-services", FOUR_HOURS, lots=(gone,), type="T2")

    assert str(offer.amount) == "360.00"


def test_where_the_agreement_refuses_or_nobody_has_read_the_request_nothing_is_offered():
    refusing = ("shortfall: {rate: sporadic}", "shortfall: refuse")

    short = quote("standard-services", FOUR_HOURS, refusing, lots=(Lot("A", HOUR),), type="T2")
    unread = quote("standard-services", FOUR_HOURS)

    assert (short.refused, unread.refused) == ("shortfall", "not_classified")
    assert short.amount is None


def test_what_is_owed_counts_as_time_of_the_package():
    owing = ("shortfall: {rate: sporadic}", "shortfall: owe")

    offer = quote("standard-services", FOUR_HOURS, owing, lots=(Lot("A", HOUR),), type="T2")

    assert (str(offer.amount), offer.package_seconds) == ("0.00", 4.5 * HOUR)


def test_coupons_are_counted_in_started_pieces():
    offer = quote("direct-support", {"base": 50}, coupons=2)

    assert (offer.coupons, str(offer.amount)) == (4, "0.00")


@pytest.mark.parametrize("rate", ["", ", rate: sporadic"])
def test_a_quote_has_the_price_of_its_rate_or_none(rate):
    row = ("charge: rate, rate: sporadic}", f"charge: quote{rate}}}")

    offer = quote("standard-services", {"base": 60}, row, type="T2")

    assert (offer.amount is not None and str(offer.amount)) == ("80.00" if rate else False)
    assert any(isinstance(step, QuoteRequired) for step in offer.because) is not bool(rate)
    assert offer.refused is None
