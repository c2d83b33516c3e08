"""Words without accents, in any case and any ending; nothing typed is ever an error."""

import pytest

from puntuale.apps.tickets.search.lines import matching_line, pieces
from puntuale.apps.tickets.search.wanted import wanted
from puntuale.apps.tickets.search.words import LONGEST_WORD, folded, forms_of, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fattura", "fatture"),
        ("stampato", "stampare"),
        ("città", "CITTA"),
        ("perché", "perche"),
        ("printing", "printed"),
        ("invoices", "Invoice"),
        ("Straße", "strasse"),
        ("file", "ﬁle"),
    ],
)
def test_two_spellings_share_a_form(one: str, other: str) -> None:
    first = {form for word in words_in(one) for form in forms_of(word)}
    second = {form for word in words_in(other) for form in forms_of(word)}

    assert first & second


def test_an_apostrophe_parts_two_words() -> None:
    assert list(words_in("l'ordine dell’azienda")) == ["ordine", "dell", "azienda"]


def test_an_encoded_file_is_not_a_word() -> None:
    assert list(words_in("a" * (LONGEST_WORD + 1) + " stampa")) == ["stampa"]


def test_folding_keeps_letters_of_other_alphabets() -> None:
    assert folded("Ελλάδα Łódź") == "ελλαδα łodz"


def test_common_words_are_not_looked_for_beside_others() -> None:
    looked_for = wanted("errore nella stampa")

    assert len(looked_for.terms) == 2


def test_common_words_alone_are_looked_for() -> None:
    assert wanted("non").terms


@pytest.mark.parametrize("typed", ["", "   ", '"', "* -", "'", "(", "!!!", "\x00", "a"])
def test_nothing_to_look_for_is_nothing(typed: str) -> None:
    assert not wanted(typed)


def test_the_last_word_may_be_incomplete() -> None:
    last = wanted("ordini stam").terms[-1]

    assert last.is_met_by("stampante")
    assert not last.is_met_by("ordine")


def test_the_line_with_most_of_the_words_is_shown() -> None:
    texts = ["Buongiorno\nla stampa è lenta\nla stampa delle fatture si ferma", "grazie"]

    assert matching_line(texts, wanted("stampe fattura")) == "la stampa delle fatture si ferma"


def test_a_long_line_is_cut_around_the_word() -> None:
    line = matching_line(["x " * 300 + "printer " + "y " * 300], wanted("printers"))

    assert "printer" in line
    assert line.startswith("…")
    assert line.endswith("…")
    assert len(line) < 200


def test_wanted_words_are_marked_in_their_line() -> None:
    marked = [
        piece for piece, is_wanted in pieces("La stampa, le stampe.", wanted("stampa")) if is_wanted
    ]

    assert marked == ["stampa", "stampe"]


def test_pieces_together_are_the_line() -> None:
    line = "Ordini n. 12_345: «perché?» \t fine"

    assert "".join(piece for piece, _ in pieces(line, wanted("ordine"))) == line
