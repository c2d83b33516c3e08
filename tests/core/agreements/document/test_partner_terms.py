"""A partner's price for an hour, where the document leaves open how the first level is charged."""

import pytest

from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.document.read import filled_document
from tests.core.agreements.specimens import outcome, some_holidays

CHARGE, AMOUNT = ("charging", 0, "charge"), ("rates", "partner_incident", "amount")


def read(terms):
    return filled_document(outcome("upgrade-premium").document, terms)


def test_an_amount_is_the_price_of_an_hour():
    found = read({CHARGE: "65.00", AMOUNT: "40.00"})

    assert found.problems == ()
    first, second, _ = found.document.charging
    assert (str(first.charge), str(second.charge)) == ("rate", "incident")
    rate = found.document.rates[str(first.rate)]
    assert (str(rate.unit), str(rate.amount.amount)) == ("hour", "65.00")
    assert str(found.document.rates["partner_incident"].amount.amount) == "40.00"


@pytest.mark.parametrize("kind", ["free", "included"])
def test_a_kind_that_needs_nothing_else_fills_it_as_well(kind):
    assert str(read({CHARGE: kind}).document.charging[0].charge) == kind


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("65", "wrong_decimals"),
        ("65.000", "wrong_decimals"),
        ("6o.00", "money_wanted"),
        ("sixty", "not_a_choice"),
        ("rate", "rate_missing"),
    ],
)
def test_what_does_not_fit_is_told(wrong, code):
    found = read({CHARGE: wrong})

    problems = found.problems or against_activation(found, some_holidays)
    assert [each.code for each in problems] == [code]
