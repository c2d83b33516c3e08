"""The worked examples through the apps: work entered, lots granted, the charge kept and posted."""

from datetime import datetime
from typing import Any

import pytest

from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import COUPON, Lot
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.ledger.units import money_unit
from puntuale.apps.tickets.models import Ticket
from tests.apps.charges.stories import (
    LATER,
    accepted,
    allowance,
    balance,
    classified,
    coupons,
    left,
    package,
    rated,
    under,
    worked,
)
from tests.cast import Cast
from tests.core.charges.asking import package as as_written
from tests.core.charges.test_worked_charges import EXAMPLES, ids

WORDS = ("type", "severity")
# Nothing was worked: nothing is rated, and nothing is there to see.
WORKED = [each for each in EXAMPLES if each["work"]]


def story(cast: Cast, example: dict[str, Any]) -> tuple[Ticket, dict[str, Lot]]:
    """The request of an example with everything its customer has, and its work."""
    instead = [tuple(example["instead"])] if "instead" in example else []
    agreement = under(example["agreement"], *instead)
    words = {key: example[key] for key in WORDS if key in example}
    ticket = classified(
        cast, agreement, deployment=example.get("deployment", ""), level=example.get("level", ""),
        **words,
    )  # fmt: skip
    lots = {}
    for written in example.get("lots", ()):
        lot = as_written(written, charging_terms(ticket.version).terms.zone)
        if lot.left:
            lots[lot.id] = package(cast, lot.left // 60, f"purchase:{lot.id}", lot.expires_at)
    if "coupons" in example:
        lots["coupons"] = coupons(cast, example["coupons"])
    for day, minutes in _allowances(example):
        lots[day] = allowance(ticket, minutes, day)
    if "accepted" in example:
        accepted(cast, ticket, f"{example['accepted']:.2f}")
    for written in example["work"]:
        worked(cast, ticket, written)
    return ticket, lots


def _allowances(example: dict[str, Any]) -> list[tuple[str, int]]:
    given = example.get("allowance")
    if isinstance(given, dict):
        return [(f"{month}-15", minutes) for month, minutes in given.items()]
    return [] if given is None else [(example["work"][0][:10], given)]


def drawn(lots: dict[str, Lot], before: dict[str, int]) -> dict[str, int]:
    taken = {name: before[name] - left(lot) for name, lot in lots.items()}
    return {name: quantity for name, quantity in taken.items() if quantity}


@pytest.mark.parametrize("example", WORKED, ids=ids(WORKED))
def test_work_that_is_entered_costs_what_the_example_says(cast, example):
    ticket, lots = story(cast, example)
    before = {name: left(lot) for name, lot in lots.items()}

    found = rated(ticket)
    again = rate(ticket, at=LATER)

    expected = dict(example.get("drawn", {}))
    if used := example.get("coupons_used"):
        expected["coupons"] = used
    if seconds := example.get("allowance_seconds"):
        expected[_allowances(example)[0][0]] = seconds
    kept = Charge.objects.get(ticket=ticket)
    assert found.refused == example.get("refused")
    assert str(kept.amount) == f"{example.get('amount', 0):.2f}"
    assert sum(line.amount_minor for line in kept.lines.all()) == kept.amount_minor
    assert drawn(lots, before) == expected
    assert balance(cast, COUPON, "owed") == -example.get("coupons_owed", 0)
    unit = money_unit(kept.currency)
    assert the_account(kept.organisation, unit, "receivable").posted == kept.amount_minor
    assert again == kept
    assert discrepancies() == []


def test_a_late_second_call_posts_the_difference(cast):
    ticket = classified(cast, under("direct-support"))
    lot = coupons(cast, 3)
    worked(cast, ticket, "2026-11-23 10:00 - 10:10")
    rated(ticket)
    worked(cast, ticket, "2026-11-23 15:00 - 15:07")

    assert rated(ticket).coupons_used == 2
    assert left(lot) == 1
    assert [each.draws.get().quantity for each in Charge.objects.order_by("sequence")] == [1, 1]


def test_the_second_of_two_requests_draws_from_what_the_first_left(cast):
    agreement = under("bespoke")
    first, second = (classified(cast, agreement, severity=each) for each in ("S2", "S3"))
    worked(cast, first, "2026-11-23 10:00 - 11:30")
    worked(cast, second, "2026-11-24 10:00 - 12:50")

    amounts = [str(rated(each).amount) for each in (first, second)]

    assert amounts == ["0.00", "45.00"]
    assert datetime.fromisoformat(second.charges.get().whole["because"][0]["start"])
