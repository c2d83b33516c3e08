"""What single values may be: every wrong one is refused by line, with its key."""

import pytest

from tests.core.agreements.small import SMALL, changed, problems, told


def codes(*instead: tuple[str, str]) -> set[str]:
    return {code for _, code in told(changed(SMALL, *instead))}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("4h", "quantity_wanted"),
        ("4 hours", "quantity_wanted"),
        ("-1 wh", "quantity_wanted"),
        ("4  wh", "quantity_wanted"),
        ("04 wh", "quantity_wanted"),
        ("4 d", "quantity_wanted"),
        ("4", "quantity_wanted"),
        ("[4 wh]", "quantity_wanted"),
        ("1234567 wh", "quantity_wanted"),
        ("0 wh", "quantity_of_nothing"),
        ("0 wd", "quantity_of_nothing"),
        ("0.0 wh", "quantity_of_nothing"),
        ("1.5 wd", "quantity_in_pieces"),
        ("0.001 wh", "quantity_in_pieces"),
    ],
)
def test_a_quantity_is_number_space_unit(written, code):
    text = changed(SMALL, ("within: 4 wh", f"within: {written}"))

    assert told(text) == [(22, code)]
    assert problems(text)[0].place.where == "targets, row 1, within"


@pytest.mark.parametrize("written", ["4 wh", "1.5 wh", "0.25 h", "30 min", '"4 wh"', "10 wd"])
def test_these_quantities_are_understood(written):
    assert codes(("within: 4 wh", f"within: {written}")) == set()


def test_a_minimum_may_be_nothing():
    assert codes(("minimum: 30 min", "minimum: 0 min")) == set()


@pytest.mark.parametrize(
    "written", ["80.00", "80", '"80,00"', '"-1.00"', '"1e2"', '"080.00"', "[]", '"80.12345"', '""']
)
def test_money_is_a_quoted_decimal(written):
    assert codes(('amount: "80.00"', f"amount: {written}")) == {"money_wanted"}


def test_money_may_be_left_to_the_partner():
    assert codes(('amount: "80.00"', "amount: partner_terms")) == set()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("18:00", "hours_wanted"),
        ("9:00-18:00", "hours_wanted"),
        ("09:00 - 18:00", "hours_wanted"),
        ("09:60-18:00", "hours_wanted"),
        ("09:00-24:01", "hours_wanted"),
        ("09:00-25:00", "hours_wanted"),
        ("[]", "hours_wanted"),
        ('"18:00-09:00"', "hours_over_midnight"),
        ('"09:00-09:00"', "hours_over_midnight"),
    ],
)
def test_hours_are_from_and_to_inside_one_day(written, code):
    assert codes(('"09:00-18:00"', written)) == {code}


@pytest.mark.parametrize("written", ['"09:00-24:00"', '"00:00-24:00"', "09:00-18:00"])
def test_these_hours_are_understood(written):
    assert codes(('"09:00-18:00"', written)) == set()


@pytest.mark.parametrize(
    "written", ["mon-", "monday", "mon-fry", "-fri", "Mon", "mon-fri-sat", "1"]
)
def test_days_are_three_letters_or_a_range(written):
    assert "days_wanted" in codes(("mon-fri:", f'"{written}":'))


@pytest.mark.parametrize("written", ["sat", "fri-mon", "sun-thu", "mon-sun"])
def test_these_days_are_understood(written):
    assert codes(("mon-fri:", f"{written}:")) == set()


@pytest.mark.parametrize(
    "written",
    ["2026-8-10", "10.08.2026", "2026-02-30", "1989-12-31", "2101-01-01", "20260810", "[]"],
)
def test_a_date_is_an_iso_date_of_the_years_that_are_known(written):
    assert "date_wanted" in codes(("from: 2026-08-10", f"from: {written}"))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("version: 1", "version: 0", "whole_wanted"),
        ("version: 1", "version: 1.0", "whole_wanted"),
        ("version: 1", 'version: "1"', "whole_wanted"),
        ("version: 1", "version: " + "9" * 30, "whole_wanted"),
        ("puntuale: 1", "puntuale: 2", "whole_wanted"),
        ("code: small", "code: 2small", "name_wanted"),
        ("code: small", "code: {}", "name_wanted"),
        ("code: small", 'code: ""', "name_wanted"),
        ("code: small", "code: " + "x" * 61, "name_wanted"),
        ("timezone: Europe/Rome", "timezone: 1", "text_wanted"),
        ("timezone: Europe/Rome", "timezone:", "text_wanted"),
        ("binding: true", "binding: yes", "flag_wanted"),
        ("binding: true", 'binding: "true"', "flag_wanted"),
        ("binding: true", "binding: []", "flag_wanted"),
        ("seller: vendor", "seller: vender", "not_a_choice"),
        ("seller: vendor", "seller: [vendor]", "not_a_choice"),
        ("title: {en: Small}", "title: Small", "texts_wanted"),
        ("title: {en: Small}", "title: {English: Small}", "language_wanted"),
        ("title: {en: Small}", "title: {en: 5}", "text_wanted"),
        ("seller: vendor", "seller: vendor\n  languages: [English]", "language_wanted"),
        ("seller: vendor", "seller: vendor\n  languages: en", "list_wanted"),
        ("country: IT", "country: it", "country_wanted"),
        ("country: IT", "country: IT, subdivision: []", "name_wanted"),
        ("{products: any}", "{products: all}", "list_wanted"),
        ("{products: any}", "any", "mapping_wanted"),
        ("rounding: {", "rounding: [", "mapping_wanted"),
        ("types:\n", "types: 5\nseverities:\n", "mapping_wanted"),
    ],
)
def test_every_value_has_its_kind(old, new, code):
    closing = (("minimum: 30 min}", "minimum: 30 min]"),) if new.endswith("[") else ()

    assert code in codes((old, new), *closing)


def test_a_row_that_is_no_mapping_is_refused():
    assert "mapping_wanted" in codes(("  - {charge: rate, rate: hourly}", "  - free"))


def test_a_table_that_is_no_list_is_refused():
    text = changed(SMALL, ("rounding:", "surcharges: {code: night}\nrounding:"))

    assert (29, "list_wanted") in told(text)


def test_a_weekly_that_is_no_mapping_is_refused():
    assert codes(('{mon-fri: ["09:00-18:00"]}', '["09:00-18:00"]')) == {
        "mapping_wanted",
        "never_open",
    }


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("50 %", True),
        ('"17.5"', True),
        ('"17.5 %"', True),
        ("17.5", False),
        ("half", False),
        ("50%", False),
    ],
)
def test_a_percentage_is_one(written, fits):
    surcharge = f"surcharges: [{{code: night, outside: office, add: {written}}}]\nrounding:"

    assert codes(("rounding:", surcharge)) == (set() if fits else {"percent_wanted"})


def test_a_percentage_is_no_list():
    surcharge = "surcharges: [{code: night, outside: office, add: [5]}]\nrounding:"

    assert codes(("rounding:", surcharge)) == {"percent_wanted"}


class TestKeys:
    """A key is known, or it is a mistake; the nearest known one is suggested."""

    def test_an_unknown_key_is_refused_with_a_suggestion(self):
        text = changed(SMALL, ("timezone: Europe/Rome", "timezome: Europe/Rome"))

        assert told(text) == [(2, "missing_key"), (7, "unknown_key")]
        assert problems(text)[1].message == (
            "The key “timezome” is unknown here. Did you mean “timezone”?"
        )

    def test_what_may_be_left_out_is_not_missed(self):
        left_out = changed(
            SMALL, ("  seller: vendor\n", ""), ("  precedence: 1\n  scope: {products: any}\n", "")
        )

        assert told(left_out) == []

    def test_without_a_near_one_nothing_is_suggested(self):
        text = changed(SMALL, ("precedence: 1", "precedence: 1\n  zzz: 1"))

        assert problems(text)[0].message == "The key “zzz” is unknown here."

    def test_a_missing_key_is_told_at_its_row(self):
        text = changed(SMALL, ("metric: response, within: 2 wd", "within: 2 wd"))

        assert told(text) == [(23, "missing_key")]
        assert problems(text)[0].place.where == "targets, row 2"

    def test_prepaid_time_is_no_match_of_a_promise(self):
        assert codes(("{match: {type: bug}, metric", "{match: {package: available}, metric")) == {
            "unknown_key"
        }

    def test_a_channel_is_one_that_exists(self):
        assert codes(("rounding:", "channels: {emial: accept}\nrounding:")) == {"unknown_key"}
        assert codes(("rounding:", "channels: accept\nrounding:")) == {"mapping_wanted"}

    def test_quiet_hours_may_go_over_midnight(self):
        assert codes(("rounding:", 'callback: {quiet_hours: "20:00-08:00"}\nrounding:')) == set()
        assert codes(("rounding:", 'callback: {quiet_hours: "20:00-20:00"}\nrounding:')) == {
            "hours_wanted"
        }
