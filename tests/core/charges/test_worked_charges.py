"""Every worked example of a charge, with what paid for which part of the work."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from puntuale.core.charges.charge import Charge
from puntuale.core.charges.steps import Decided, Flat, Paid, Rated, Refused, Rounded, Step, number
from tests.core.charges.asking import accepted, charging, rate

EXAMPLES: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    (Path(__file__).parents[2] / "specimens" / "charges.yaml").read_text()
)
CHARGED = [each for each in EXAMPLES if "refused" not in each]
REFUSED = [each for each in EXAMPLES if "refused" in each]
ROUNDED = [each for each in CHARGED if "rounded" in each]


def ids(examples: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in examples]


def charge(example: dict[str, Any]) -> Charge:
    instead = [tuple(example["instead"])] if "instead" in example else []
    terms = charging(example["agreement"], *instead)
    estimate = None
    if "accepted" in example:
        estimate = accepted(f"{example['accepted']:.2f}", currency=terms.currency)
    return rate(
        terms,
        example["work"],
        lots=example.get("lots", ()),
        coupons=example.get("coupons", 0),
        allowance_=example.get("allowance"),
        estimate=estimate,
        deployment=example.get("deployment"),
        **{key: example.get(key) for key in ("type", "severity", "level")},
    )


def length(seconds: Fraction) -> str:
    minutes = seconds / 60
    return f"{minutes} min" if minutes.denominator == 1 else f"{seconds} s"


def paid(charge: Charge) -> list[str]:
    """The part of the derivation that says what paid, as the examples write it."""
    return [written for step in charge.because if (written := _written(step))]


def _written(step: Step) -> str | None:
    match step:
        case Paid(by="coupon", lot=None):
            return f"coupon owed {step.band} {length(step.seconds)}"
        case Paid(by="included" | "coupon"):
            return f"{step.by} {step.band} {length(step.seconds)}"
        case Paid(by="allowance"):
            return f"allowance {step.band} {length(step.seconds)} {step.drawn_seconds} s"
        case Paid():
            return f"{step.by} {step.lot} {step.band} {length(step.seconds)} {step.drawn_seconds} s"
        case Rated():
            return f"{step.band} {length(step.seconds)} {step.amount}"
        case Flat():
            return f"incident {step.amount}"
    return None


def rounding(charge: Charge) -> list[str]:
    return [
        f"{number(step.recorded_seconds / 60)} to {number(step.billed_seconds / 60)}"
        + (f" {step.reached} {step.band}" if step.reached else "")
        for step in charge.because
        if isinstance(step, Rounded)
    ]


@pytest.mark.parametrize("example", CHARGED, ids=ids(CHARGED))
def test_a_charge_is_what_the_example_says(example):
    found = charge(example)

    assert found.refused is None
    assert found.amount.decimal == Decimal(f"{example['amount']:.2f}")
    assert {band: number(seconds / 60) for band, seconds in found.seconds} == example["minutes"]
    assert found.written_off.decimal == Decimal(f"{example.get('written_off', 0):.2f}")
    assert {draw.lot: draw.quantity for draw in found.packages} == example.get("drawn", {})
    assert sum(draw.quantity for draw in found.allowance) == example.get("allowance_seconds", 0)
    assert found.coupons_used == example.get("coupons_used", 0)
    assert found.coupons_owed == example.get("coupons_owed", 0)
    assert found.quote_required_seconds == 60 * example.get("waits", 0)


@pytest.mark.parametrize("example", CHARGED, ids=ids(CHARGED))
def test_the_derivation_is_the_reasoning_of_the_example(example):
    found = charge(example)

    assert paid(found) == example["paid"]
    decided = [step.charge for step in found.because if isinstance(step, Decided)]
    assert decided == [example["charge"]] if "charge" in example else True


@pytest.mark.parametrize("example", ROUNDED, ids=ids(ROUNDED))
def test_recorded_time_becomes_billable_time_as_the_example_says(example):
    assert rounding(charge(example)) == example["rounded"]


@pytest.mark.parametrize("example", REFUSED, ids=ids(REFUSED))
def test_what_is_refused_costs_nothing_and_says_why(example):
    found = charge(example)

    assert found.refused == example["refused"]
    assert found.because[-1] == Refused(example["refused"])
    assert not found.amount
    assert found.lines == ()


def test_the_page_on_charges_shows_the_same_examples():
    page = (Path(__file__).parents[3] / "docs" / "reckoning" / "charges.md").read_text()
    table = page[page.index("## Worked examples") :].splitlines()
    rows = [line.strip("| ").split(" | ") for line in table if line[:2] == "| "]
    shown = {cells[0]: cells[-1].strip() for cells in rows if cells[0] not in ("Id", "---")}

    assert list(shown) == ids(EXAMPLES)
    for example in EXAMPLES:
        result = shown[example["id"]].partition(",")[0]
        assert result == (
            f"refused: {example['refused']}" if "refused" in example else f"{example['amount']:.2f}"
        )
