"""Lots, allowances and coupons: who pays first, for which work, and what happens at the end."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.agreements.request import Classification
from puntuale.core.charges.alerts import thresholds_crossed
from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.lots import Lot, Means, in_draw_down_order
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.steps import Decided
from tests.core.agreements.specimens import local, outcome
from tests.core.charges.asking import accepted, charging, entry, rate

ROME = ZoneInfo("Europe/Rome")
LJUBLJANA = ZoneInfo("Europe/Ljubljana")


def at(written: str) -> datetime:
    return local(written, ROME)


def drawing(*lots: Lot, work: str, instead: tuple[tuple[str, str], ...] = ()) -> Charge:
    terms = charging("standard-services", *instead)
    case, means = Case(Classification("T2")), Means(packages=lots)
    return charge_for(terms, case, [entry(work, ROME)], means, accepted("999.00"))


def test_what_expires_first_is_drawn_first_then_what_was_granted_first():
    lots = [
        Lot("never", 1),
        Lot("later", 1, at("2026-01-01"), at("2027-06-01")),
        Lot("soon, granted later", 1, at("2026-02-01"), at("2027-01-01")),
        Lot("soon", 1, at("2026-01-01"), at("2027-01-01")),
    ]

    assert [lot.id for lot in in_draw_down_order(lots)] == [
        *("soon", "soon, granted later", "later", "never")
    ]


def test_of_equal_lots_the_lower_id_is_drawn_first():
    assert [lot.id for lot in in_draw_down_order([Lot("b", 1), Lot("a", 1)], ["price"])] == [
        "a",
        "b",
    ]


@pytest.mark.parametrize(
    ("worked", "pays"),
    [
        ("2026-12-31 23:00 - 2027-01-01 00:00", True),
        ("2027-01-01 00:00 - 01:00", False),
        ("2026-11-30 23:00 - 2026-12-01 00:00", False),
        ("2026-12-01 00:00 - 01:00", True),
    ],
)
def test_a_lot_pays_from_its_first_day_through_its_last(worked, pays):
    lot = Lot("A", 36_000, at("2026-12-01"), at("2027-01-01"))

    charge = drawing(lot, work=worked)

    assert bool(charge.packages) is pays
    assert bool(charge.amount) is not pays


def test_work_over_the_end_of_a_lot_is_cut_there():
    lots = Lot("A", 36_000, None, at("2027-01-01")), Lot("B", 36_000, at("2027-01-01"))

    charge = drawing(*lots, work="2026-12-31 23:00 - 2027-01-01 00:30")

    assert charge.packages == (Draw("A", 5400), Draw("B", 2700))


def test_a_package_is_available_if_it_pays_at_any_worked_second():
    lot = Lot("A", 36_000, at("2027-01-01"))

    charge = drawing(lot, work="2026-12-31 23:00 - 2027-01-01 00:30")

    assert [step.charge for step in charge.because if isinstance(step, Decided)] == ["package"]
    assert charge.packages == (Draw("A", 2700),)
    assert str(charge.amount) == "120.00"


def test_added_time_is_paid_where_its_band_was_last_worked_in():
    lots = Lot("A", 36_000, None, at("2027-01-01")), Lot("B", 36_000, at("2027-01-01"))

    charge = drawing(*lots, work="2026-12-31 23:59 - 2027-01-01 00:01")

    assert charge.packages == (Draw("A", 90), Draw("B", 29 * 90))


def test_what_a_lot_gives_is_rounded_up_to_whole_seconds_once():
    third = ("add: 50 %", 'add: "33.3333"')

    charge = drawing(Lot("A", 36_000), work="2026-11-28 10:00 - 10:31", instead=(third,))

    assert charge.packages == (Draw("A", 3600),)


def test_not_weighted_a_minute_takes_a_minute_in_every_band():
    plain = ("  surcharge: weighted         # 60 min at +50 % take 90 min from the package\n", "")

    charge = drawing(Lot("A", 36_000), work="2026-11-23 17:30 - 18:30", instead=(plain,))

    assert charge.packages == (Draw("A", 3600),)


def test_refused_shortfall_draws_nothing_at_all():
    refuse = ("shortfall: {rate: sporadic}", "shortfall: refuse")

    charge = drawing(Lot("A", 1800), work="2026-11-23 10:00 - 11:00", instead=(refuse,))

    assert charge.refused == "shortfall"
    assert charge.packages == ()


def test_an_allowance_never_touches_a_package():
    charge = rate(
        charging("bespoke"),
        ["2026-11-23 10:00 - 11:00"],
        allowance_=30,
        lots=["A 99"],
        severity="S2",
    )

    assert charge.allowance == (Draw("any", 1800),)
    assert charge.packages == ()
    assert str(charge.amount) == "45.00"


@pytest.mark.parametrize(("then", "amount"), [("then: package", "0.00"), ("then: quote", "0.00")])
def test_after_an_allowance_comes_what_the_row_says(then, amount):
    terms = charging("bespoke", ("then: rate, rate: standard", then))

    charge = rate(terms, ["2026-11-23 10:00 - 11:00"], allowance_=30, lots=["A 99"], severity="S2")

    assert str(charge.amount) == amount
    assert charge.packages == ((Draw("A", 1800),) if "package" in then else ())
    assert charge.quote_required_seconds == (1800 if "quote" in then else 0)


def test_an_allowance_is_for_the_requests_it_applies_to():
    terms = charging(
        "bespoke", ("applies_to: {severity: [S1, S2, S3, S4]}", "applies_to: {severity: S1}")
    )

    charge = rate(terms, ["2026-11-23 10:00 - 11:00"], allowance_=240, severity="S2")

    assert charge.allowance == ()
    assert str(charge.amount) == "90.00"


@pytest.mark.parametrize(
    ("work", "amount"),
    [("2026-11-23 17:00 - 18:00", "0.00"), ("2026-11-23 18:00 - 19:00", "135.00")],
)
def test_an_allowance_may_be_for_work_that_began_in_a_window(work, amount):
    terms = charging(
        "bespoke", ("applies_to: {severity: [S1, S2, S3, S4]}", "applies_to: {window: office}")
    )

    assert str(rate(terms, [work], allowance_=240, severity="S1").amount) == amount


@pytest.mark.parametrize(
    ("work", "refused"),
    [("2026-11-23 09:00 - 10:00", None), ("2026-11-23 08:59 - 10:00", "not_covered")],
)
def test_the_window_of_a_row_is_that_of_the_first_worked_second(work, refused):
    row = "  - {match: {severity: [S1, S2, S3, S4]}, charge: allowance"
    in_office = "  - {match: {severity: [S1, S2, S3, S4], window: office}, charge: allowance"

    charge = rate(charging("bespoke", (row, in_office)), [work], allowance_=240, severity="S1")

    assert charge.refused == refused


def incident(*coupons: Lot, work: str, instead: tuple[tuple[str, str], ...] = ()) -> Charge:
    terms = charging("direct-support", *instead)
    means = Means(coupons=coupons)
    return charge_for(terms, Case(Classification()), [entry(work, LJUBLJANA)], means)


def test_free_coupons_go_first():
    paid = Lot("paid", 2, at("2026-01-01"), price=Decimal("25.00"))
    free = Lot("free", 1, at("2026-06-01"), price=Decimal("0.00"))

    charge = incident(paid, free, work="2026-11-23 10:00 - 10:30")

    assert charge.coupons == (Draw("free", 1), Draw("paid", 1))


def test_a_coupon_is_drawn_at_the_instant_at_which_the_one_before_is_used_up():
    old = Lot("old", 9, None, at("2026-11-23 10:20"))
    new = Lot("new", 9)

    charge = incident(old, new, work="2026-11-23 10:00 - 10:50")

    # 10:00 and 10:15 from the old lot, 10:30 and 10:45 from the new one.
    assert charge.coupons == (Draw("old", 2), Draw("new", 2))


@pytest.mark.parametrize(
    ("shortfall", "refused", "owed"), [("owe", None, 1), ("refuse", "shortfall", 0)]
)
def test_missing_coupons_do_what_the_document_says(shortfall, refused, owed):
    rule = ("shortfall: owe  ", f"shortfall: {shortfall}  ")

    charge = incident(Lot("A", 1), work="2026-11-23 10:00 - 10:17", instead=(rule,))

    assert charge.refused == refused
    assert charge.coupons_owed == owed


def test_missing_coupons_may_be_charged_at_a_rate():
    rules = (
        ("shortfall: owe  ", "shortfall: {rate: hourly}  "),
        ("outcome:", 'rates: {hourly: {unit: hour, amount: "80.00"}}\noutcome:'),
    )

    charge = incident(Lot("A", 1), work="2026-11-23 10:00 - 10:17", instead=rules)

    assert charge.coupons == (Draw("A", 1),)
    assert str(charge.amount) == "20.00"


def test_an_alert_is_given_once_for_each_threshold():
    document = outcome("standard-services").document
    assert document is not None
    assert document.package_rules is not None
    shares = [Fraction(each.number) / 100 for each in document.package_rules.alert_at]
    hours, used, told = 3600, 0, []

    for more in (32, 6, 2):
        told.append(
            [
                int(100 * each)
                for each in thresholds_crossed(40 * hours, used, used + more * hours, shares)
            ]
        )
        used += more * hours

    assert told == [[80], [95], [100]]
    assert thresholds_crossed(40 * hours, 0, 40 * hours, shares) == tuple(shares)
    assert thresholds_crossed(40 * hours, 40 * hours, 40 * hours, shares) == ()
