"""What two editions of an agreement say differently."""

import pytest

from puntuale.core.agreements.differences import Difference, Value, differences
from tests.core.agreements.specimens import TEXTS, outcome


def between(code, *instead):
    return differences(outcome(code).document, outcome(code, *instead).document)


@pytest.mark.parametrize("code", TEXTS)
def test_a_document_does_not_differ_from_itself(code):
    document = outcome(code).document

    assert differences(document, document) == ()


@pytest.mark.parametrize(
    ("code", "instead", "found"),
    [
        (
            "suite-sla",
            ("P1}, metric: response, within: 1 wh", "P1}, metric: response, within: 2 wh"),
            Difference(("targets", 0), ("targets", 0), (Value(("within",), "1 wh", "2 wh"),)),
        ),
        (
            "bespoke",
            ("S3: {office: run,   out_of_hours: hold", "S3: {office: run,   out_of_hours: run"),
            Difference(
                ("coverage", "S3"), ("coverage", "S3"), (Value(("out_of_hours",), "hold", "run"),)
            ),
        ),
        (
            "suite-sla",
            ("pause_while: [waiting_customer]", "pause_while: [waiting_customer, waiting_access]"),
            Difference(
                ("clock", "pause_while"),
                ("clock", "pause_while"),
                (Value((), '["waiting_customer"]', '["waiting_customer", "waiting_access"]'),),
            ),
        ),
        (
            "suite-sla",
            ("from: 2026-08-10", "from: 2026-08-03"),
            Difference(
                ("calendars", "working", "closures", 0),
                ("calendars", "working", "closures", 0),
                (Value(("from",), "2026-08-10", "2026-08-03"),),
            ),
        ),
        (
            "standard-services",
            ("surcharges:\n  - {code: out_of_hours, outside: normal, add: 50 %}\n", ""),
            Difference(("surcharges", 0), None),
        ),
    ],
)  # fmt: skip
def test_one_change_is_one_difference(code, instead, found):
    assert between(code, instead) == (found,)


def test_a_row_put_first_moves_no_other_row():
    row = "  - {match: {type: billable}, charge: free}\n"

    found = between("suite-sla", ("charging:\n", f"charging:\n{row}"))

    assert found == (Difference(None, ("charging", 0)),)


def test_a_row_taken_away_is_told_where_it_stood():
    row = "  - {match: {type: [evolution, billable]}, charge: quote}\n"

    assert between("suite-sla", (row, "")) == (Difference(("charging", 1), None),)


def test_another_order_of_rows_is_a_difference_where_the_first_that_matches_counts():
    first, second = (
        "  - {match: {type: update_activity, deployment: cloud}, charge: included}\n",
        "  - {match: {type: update_activity}, charge: quote}\n",
    )

    found = between("gold", (first + second, second + first))

    assert found == (Difference(("charging",), ("charging",)),)


def test_what_is_inherited_is_compared_as_if_it_stood_there():
    gold, platinum = outcome("gold").document, outcome("platinum").document

    paths = {each.path for each in differences(gold, platinum)}

    assert ("rates", "phone") in paths
    assert ("channels", "phone") in paths
    assert ("rates", "daily") not in paths
    assert ("agreement", "extends") not in paths


def test_both_directions_tell_the_same_rows():
    one, other = outcome("gold").document, outcome("platinum").document

    there = {(each.before, each.after) for each in differences(one, other)}
    back = {(each.after, each.before) for each in differences(other, one)}

    assert there == back
