"""Telephone numbers: written one way, and none that costs a fortune (X-19)."""

import pytest

from puntuale.apps.customers.phones import (
    CostlyPhone,
    CountryNotCalled,
    NotAPhone,
    phone_shown,
    phone_typed,
)


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("+39 035 123 4567", ""),
        ("035 1234567", "IT"),
        ("0039 (035) 123-4567", "it"),
        ("+390351234567", "SI"),
    ],
)
def test_a_number_is_kept_in_one_form(typed: str, country: str) -> None:
    assert phone_typed(typed, country=country) == "+390351234567"
    assert phone_shown("+390351234567") == "+39 035 123 4567"


@pytest.mark.parametrize("typed", ["", "12", "call me", "035 1234567", "+39 1", "+999 123456"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhone):
        phone_typed(typed)


@pytest.mark.parametrize(
    ("typed", "country"), [("899 123456", "IT"), ("0900 123 4567", "DE"), ("+44 909 879 0000", "")]
)
def test_premium_rate_is_refused(typed: str, country: str) -> None:
    with pytest.raises(CostlyPhone):
        phone_typed(typed, country=country)


def test_only_countries_that_are_called_are_called() -> None:
    assert phone_typed("+38612345678", allowed={"IT", "SI"}) == "+38612345678"
    with pytest.raises(CountryNotCalled):
        phone_typed("+38612345678", allowed={"IT"})
