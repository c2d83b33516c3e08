"""What changed between two editions, in words."""

import pytest

from puntuale.ui.clauses.differences import changes
from tests.core.agreements.specimens import TEXTS, outcome

LATER = ("P1}, metric: response, within: 1 wh", "P1}, metric: response, within: 2 wh")


def between(code, *instead):
    return changes(outcome(code).document, outcome(code, *instead).document)


def test_a_promise_with_another_time_is_said_in_one_sentence(said_in):
    (english,) = said_in("en", lambda: between("suite-sla", LATER))
    (italian,) = said_in("it", lambda: between("suite-sla", LATER))

    assert english.title == "Promises"
    assert english.text == (
        "P1 Blocking · Bug or malfunction and Vulnerability detected, first reply:"
        " 1 working hour → 2 working hours."
    )
    assert italian.text == (
        "P1 Bloccante · Errore o malfunzionamento e Vulnerabilità rilevata, presa in carico:"
        " 1 ora lavorativa → 2 ore lavorative."
    )


def test_another_working_day_is_seen_where_it_stands():
    (change,) = between("suite-sla", ("working_day: 8 h", "working_day: 7 h"))

    assert change.before == "A working day of “working” is 8 hours long."
    assert change.after == "A working day of “working” is 7 hours long."


def test_a_cell_of_the_matrix_is_said_in_one_sentence(said_in):
    instead = ("S3: {office: run,   out_of_hours: hold", "S3: {office: run,   out_of_hours: run")

    (change,) = between("bespoke", instead)

    assert change.text == "S3 Operation impaired is now handled in: out of hours."


def test_a_new_row_and_one_that_is_gone():
    row = "  - {match: {type: [evolution, billable]}, charge: quote}\n"

    (gone,) = between("suite-sla", (row, ""))
    (new,) = changes(outcome("suite-sla", (row, "")).document, outcome("suite-sla").document)

    said = (
        "Evolutionary modification and Intervention to be invoiced: you get an estimate first, and"
        " decide."
    )
    assert (gone.before, gone.after) == (said, "")
    assert (new.before, new.after) == ("", said)


def test_two_values_of_one_sentence_are_told_once():
    (change,) = between(
        "suite-sla", ("currency: EUR", "currency: GBP"), ("prices: net", "prices: gross")
    )

    assert change.before == "Prices are in euros, without VAT."
    assert change.after == "Prices are in British pounds, VAT included."


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("other", TEXTS)
def test_any_two_documents_can_be_compared(code, other):
    found = changes(outcome(code).document, outcome(other).document)

    assert (found == ()) is (code == other)
