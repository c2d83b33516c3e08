"""Only the difference to what was charged before is posted."""

from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.difference import Difference, difference
from puntuale.core.charges.money import Money
from tests.core.charges.asking import accepted, charging, rate

FIRST, SECOND = "2026-11-23 10:00 - 10:10", "2026-11-23 15:00 - 15:07"
HALF_AN_HOUR, ONE_HOUR = "2026-11-23 10:00 - 10:30", "2026-11-23 10:00 - 11:00"


def calls(*work: str, left: int = 3) -> Charge:
    return rate(charging("direct-support"), work, coupons=left)


def standard(work: str, *lots: str) -> Charge:
    return rate(
        charging("standard-services"), [work], lots=lots, estimate=accepted("400.00"), type="T2"
    )


def test_the_first_charge_is_posted_whole():
    assert difference(calls(FIRST), None).coupons == (Draw("coupons", 1),)
    assert difference(standard(ONE_HOUR), None).amount == Money(8000, "EUR")


def test_a_second_call_posts_the_coupon_that_is_new():
    more = difference(calls(FIRST, SECOND), calls(FIRST))

    assert more == Difference(Money(0, "EUR"), coupons=(Draw("coupons", 1),))


def test_the_same_work_rated_again_posts_nothing():
    assert difference(calls(FIRST, SECOND), calls(SECOND, FIRST)).is_nothing
    assert difference(standard(ONE_HOUR, "A 30"), standard(ONE_HOUR, "A 30")).is_nothing


def test_what_was_entered_wrongly_is_given_back():
    less = difference(standard(HALF_AN_HOUR, "A 40"), standard(ONE_HOUR, "A 40"))

    assert less.packages == (Draw("A", -600),)
    assert less.amount == Money(-2667, "EUR")
    assert not less.is_nothing


def test_another_lot_is_drawn_and_the_first_one_given_back():
    moved = difference(standard(ONE_HOUR, "B 99"), standard(ONE_HOUR, "A 99"))

    assert moved.packages == (Draw("B", 3600), Draw("A", -3600))


def test_what_is_owed_no_longer_is_posted_too():
    settled = difference(calls(FIRST, SECOND, left=2), calls(FIRST, SECOND, left=1))

    assert (settled.coupons, settled.coupons_owed) == ((Draw("coupons", 1),), -1)


def test_what_is_refused_now_gives_everything_back():
    refused = rate(charging("standard-services"), [ONE_HOUR], type="T2")

    assert difference(refused, standard(ONE_HOUR)).amount == Money(-8000, "EUR")
