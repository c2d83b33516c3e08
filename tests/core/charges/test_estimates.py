"""What an accepted estimate does to a charge, and what may be offered."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.effort import AboveLimit, EffortRules, effort_rules_of
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.steps import Estimated
from tests.core.agreements.specimens import outcome, rome
from tests.core.charges.asking import accepted, charging, rate

ROME = ZoneInfo("Europe/Rome")
MORNING = "2026-11-23 10:00 - 12:10"  # 2 h 15, 180.00


def effect(name: str) -> tuple[str, str]:
    return "effect: cap  ", f"effect: {name}  "


def cost(
    estimate: Estimate | None, *instead: tuple[str, str], work: str = MORNING, **more
) -> Charge:
    terms = charging("standard-services", *instead)
    return rate(terms, [work], estimate=estimate, **{"type": "T2", **more})


@pytest.mark.parametrize(
    ("name", "amount", "pays", "off"),
    [
        ("cap", "160.00", "160.00", "20.00"),
        ("cap", "180.00", "180.00", "0.00"),
        ("cap", "200.00", "180.00", "0.00"),
        ("fixed", "160.00", "160.00", "20.00"),
        ("fixed", "200.00", "200.00", "0.00"),
        ("indicative", "160.00", "180.00", "0.00"),
    ],
)
def test_an_accepted_amount_is_a_ceiling_a_price_or_an_indication(name, amount, pays, off):
    charge = cost(accepted(amount), effect(name))

    assert str(charge.amount) == pays
    assert str(charge.written_off) == off
    assert sum(line.amount.minor for line in charge.lines) == charge.amount.minor
    step = charge.because[-1]
    assert isinstance(step, Estimated)
    assert (step.effect, str(step.accepted), str(step.rated)) == (name, amount, "180.00")


def test_what_is_written_off_is_a_line_of_its_own():
    charge = cost(accepted("160.00"))

    assert [(line.what, str(line.amount)) for line in charge.lines] == [
        ("rate", "180.00"),
        ("written_off", "-20.00"),
    ]


def test_a_quote_is_its_price_whatever_the_effect():
    quote = ("charge: rate, rate: sporadic", "charge: quote")

    for name in ("cap", "fixed", "indicative"):
        charge = cost(accepted("500.00"), effect(name), quote)
        assert str(charge.amount) == "500.00"
        assert str(charge.written_off) == "0.00"


def test_what_is_free_needs_no_estimate_and_takes_none():
    assert cost(None, type="T1").amount.minor == 0
    assert cost(accepted("500.00"), effect("fixed"), type="T1").amount.minor == 0


def test_what_a_package_pays_alone_is_not_paid_again_at_a_fixed_price():
    charge = cost(accepted("180.00"), effect("fixed"), lots=["A 2400"])

    assert charge.packages == (Draw("A", 8100),)
    assert charge.lines == ()


@pytest.mark.parametrize("name", ["cap", "fixed"])
def test_accepted_package_minutes_are_the_most_that_is_drawn(name):
    charge = cost(accepted("180.00", package_minutes=60), effect(name), lots=["A 2400"])

    assert charge.packages == (Draw("A", 3600),)
    assert charge.written_off_seconds == 4500


def test_the_limit_is_weighted_as_the_package_is():
    estimate = accepted("180.00", package_minutes=60)

    charge = cost(estimate, lots=["A 2400"], work="2026-11-23 17:30 - 18:30")

    assert charge.packages == (Draw("A", 3600),)
    assert charge.written_off_seconds == 900


def test_beyond_an_empty_package_the_accepted_amount_is_the_limit():
    charge = cost(accepted("20.00", package_minutes=60), lots=["A 60"])

    assert charge.packages == (Draw("A", 3600),)
    assert charge.written_off_seconds == 0
    assert (str(charge.amount), str(charge.written_off)) == ("20.00", "80.00")


def test_what_is_owed_counts_towards_accepted_package_minutes():
    owe = ("shortfall: {rate: sporadic}", "shortfall: owe")

    charge = cost(accepted("180.00", package_minutes=90), owe, lots=["A 60"])

    assert charge.packages == (Draw("A", 3600),)
    assert (charge.owed_seconds, charge.written_off_seconds) == (1800, 2700)


def test_once_an_included_part_is_used_up_the_accepted_price_is_paid():
    terms = charging("platinum")
    work = ["2026-11-23 10:00 - 10:40"]

    waits = rate(terms, work, type="phone_training")
    offered = rate(terms, work, type="phone_training", estimate=accepted("50.00"))
    within = rate(
        terms, ["2026-11-23 10:00 - 10:20"], type="phone_training", estimate=accepted("50.00")
    )

    assert (str(waits.amount), waits.quote_required_seconds) == ("0.00", 900)
    assert (str(offered.amount), offered.quote_required_seconds) == ("50.00", 0)
    assert str(within.amount) == "0.00"


def rules(code: str) -> EffortRules:
    document = outcome(code).document
    assert document is not None
    return effort_rules_of(document.estimates)


@pytest.mark.parametrize(
    ("minutes", "offered"), [(50, 60), (20, 30), (60, 60), (61, 75), (5760, 5760)]
)
def test_effort_is_offered_in_the_steps_of_the_agreement(minutes, offered):
    """C-24."""
    assert rules("standard-services").effort(minutes) == offered


@pytest.mark.parametrize("minutes", [13 * 480, 12 * 480 + 1])
def test_above_the_limit_nothing_is_offered(minutes):
    """C-26."""
    with pytest.raises(AboveLimit) as refused:
        rules("standard-services").effort(minutes)

    assert refused.value.code == "above_limit"


def test_steps_may_be_days_of_effort():
    assert rules("gold").effort(10) == 480
    assert rules("gold").effort(481) == 960


def test_an_agreement_that_says_nothing_offers_quarters_for_30_days():
    found = rules("direct-support")

    assert found.effort(1) == 15
    assert found.expires_at(rome("2026-11-23 10:00"), ROME) == rome("2026-12-24 00:00")


def test_an_offer_is_valid_through_the_end_of_its_last_day():
    expires = rules("standard-services").expires_at(rome("2026-11-23 10:00"), ROME)

    assert rome("2026-12-23 23:30") < expires
    assert rome("2026-12-24 00:00") >= expires


def test_days_are_days_of_the_agreement():
    sent = rome("2026-10-20 23:59:59")

    expires = rules("standard-services").expires_at(sent, ROME)

    assert expires == rome("2026-11-20 00:00")
    assert expires - sent == timedelta(days=30, hours=1, seconds=1)  # the clock went back
