"""A document written as the difference to another one, and blanks that the partner fills."""

import json

import pytest

from puntuale.core.agreements.checks.activation import against_activation
from puntuale.core.agreements.document.blanks import blanks
from puntuale.core.agreements.document.nodes import plain
from puntuale.core.agreements.document.read import (
    Source,
    filled_document,
    read_document,
    read_documents,
)
from tests.core.agreements.small import SMALL, holidays, told
from tests.core.agreements.specimens import outcome

CHILD = """\
puntuale: 1
agreement: {code: child, version: 2, title: {en: Child}, extends: small, precedence: 7}
types: {usage: {title: {en: Usage}}}
charging:
  - {match: {type: usage}, charge: refuse}
  - {charge: included}
rates: {hourly: {amount: "90.00"}}
calendars: {office: {closures: [vendor]}}
clock: {pause_while: [waiting_customer]}
"""


def child(*parents: str, text: str = CHILD):
    return read_document(text, parents or (SMALL,))


def test_mappings_are_merged_by_key():
    document = child().document

    assert document is not None
    assert list(document.types) == ["bug", "other", "usage"]
    assert document.header.title == {"en": "Child"}
    assert str(document.rates["hourly"].amount.amount) == "90.00"
    assert document.rates["hourly"].unit == "hour"


def test_rows_are_put_before_the_inherited_ones():
    document = child().document

    assert document is not None
    assert [str(row.charge) for row in document.charging or ()] == [
        *("refuse", "included", "included", "rate")
    ]


def test_a_list_that_gets_rows_is_a_table():
    document = child().document

    assert document is not None
    assert document.calendars["office"].lists_vendor
    assert [str(each.code) for each in document.calendars["office"].closures] == ["summer"]


def test_every_other_value_replaces():
    document = child().document

    assert document is not None
    assert (document.header.code, document.header.version) == ("child", 2)
    assert document.header.precedence == 7
    assert document.header.timezone == "Europe/Rome"


def test_lists_of_words_replace():
    grandchild = CHILD.replace("extends: small", "extends: child").replace(
        "code: child", "code: grandchild"
    )
    grandchild = grandchild.replace("[waiting_customer]", "[waiting_access]")

    document = child(SMALL, CHILD, text=grandchild).document

    assert document is not None
    assert [str(each) for each in document.clock.pause_while] == ["waiting_access"]
    assert len(document.charging or ()) == 6


def test_a_row_of_the_parent_may_be_shadowed():
    assert against_activation(child(), holidays) == ()


def test_a_row_of_its_own_may_not():
    own = CHILD.replace("  - {charge: included}\n", "  - {charge: included}\n  - {charge: free}\n")

    assert [each.code for each in against_activation(child(text=own), holidays)] == [
        "unreachable_row"
    ]


def test_a_problem_of_the_parent_is_told_at_its_place():
    wrong = SMALL.replace("within: 4 wh", "within: 4h")

    problems = child(wrong).problems

    assert [(each.place.source, each.place.line) for each in problems] == [("parent 1", 22)]


def test_a_parent_that_was_not_given_is_told_with_the_nearest():
    problems = child(SMALL, text=CHILD.replace("extends: small", "extends: smal")).problems

    assert str(problems[0]) == (
        "document:2: No agreement “smal” to extend was given."
        " Did you mean “small”? (agreement, extends)"
    )


@pytest.mark.parametrize("parent", ["child", "other"])
def test_a_cycle_is_refused(parent):
    other = CHILD.replace("code: child", "code: other").replace("extends: small", "extends: child")

    problems = child(other, text=CHILD.replace("extends: small", f"extends: {parent}")).problems

    assert [(each.place.line, each.code) for each in problems] == [(2, "extends_cycle")]


def test_two_documents_of_one_code_are_told():
    first, second = read_documents([Source("a", SMALL), Source("b", SMALL)])

    assert first.problems == ()
    assert str(second.problems[0]) == "b:2: The agreement “small” stands already in a. (agreement)"


@pytest.mark.parametrize("agreement", ["agreement: 5", "agreement: {code: [x]}", "agreement: {}"])
def test_a_document_without_a_code_is_read_all_the_same(agreement):
    outcome = read_document(f"puntuale: 1\n{agreement}\n")

    assert outcome.code is None
    assert outcome.document is not None
    assert outcome.problems


def test_the_resolved_document_stands_for_itself():
    platinum = outcome("platinum").document
    assert platinum is not None
    data = plain(platinum.entries)
    assert isinstance(data, dict)
    del data["agreement"]["extends"]

    again = read_document(json.dumps(data))

    assert again.problems == ()
    assert again.document is not None
    assert plain(again.document.entries) == data
    assert [str(row.charge) for row in again.document.charging or ()] == [
        *("included", "rate", "included"),
        *("included", "included", "quote", "refuse", "quote"),
    ]


class TestBlanks:
    """The partner fills what is marked, and nothing else."""

    AMOUNT = ("rates", "partner_incident", "amount")
    CHARGE = ("charging", 0, "charge")

    def read(self, terms):
        return filled_document(outcome("upgrade-premium").document, terms)

    def test_they_are_listed(self):
        document = outcome("upgrade-premium").document

        assert document is not None
        assert list(blanks(document.entries)) == [self.CHARGE, self.AMOUNT]

    def test_nobody_must_fill_them(self):
        found = outcome("upgrade-premium").document

        assert found is not None
        assert found.rates["partner_incident"].amount.amount is None

    def test_filled_ones_are_as_if_written(self):
        found = self.read({self.AMOUNT: "50.00", self.CHARGE: "included"})

        assert found.problems == ()
        assert found.document is not None
        assert str(found.document.rates["partner_incident"].amount.amount) == "50.00"
        assert [str(row.charge) for row in found.document.charging or ()] == [
            *("included", "incident", "refuse")
        ]

    def test_what_is_no_blank_is_refused(self):
        found = self.read({("agreement", "precedence"): "99"})

        assert [each.code for each in found.problems] == ["not_a_blank"]
        assert found.document is not None
        assert found.document.header.precedence == 50

    def test_what_is_filled_wrongly_is_told(self):
        found = self.read({self.AMOUNT: "fifty"})

        assert [(each.code, each.place.source) for each in found.problems] == [
            ("money_wanted", "partner_terms")
        ]


def test_the_small_document_inherits_nothing():
    assert told(SMALL) == []
