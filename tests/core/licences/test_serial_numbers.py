"""One serial number, however it is spelled; and what is typed by whoever has none at hand."""

import pytest

from puntuale.core.licences.errors import NoSerial
from puntuale.core.licences.serials import serial_key, serial_typed


@pytest.mark.parametrize(
    "typed",
    [
        "OS-1234-5678-KR",
        " os 1234 5678 kr ",
        "os1234–5678—kr",
        "OS‑1234.5678/KR",
        "ＯＳ－１２３４－５６７８－ＫＲ",
        "0S-I234-5678-KR",
        "os-l234-5678-kr",
        "ОЅ-1234-5678-КР".replace("Р", "R"),
        "ΟS-1234-5678-ΚR",
    ],
)
def test_spellings_of_one_serial_number_are_equal(typed: str) -> None:
    """X-13."""
    assert serial_key(typed) == serial_key("OS-1234-5678-KR")


@pytest.mark.parametrize("other", ["OS-1234-5678-KS", "OS-1234-5679-KR", "S-1234-5678-KR", ""])
def test_other_serial_numbers_are_others(other: str) -> None:
    assert serial_key(other) != serial_key("OS-1234-5678-KR")


def test_the_spelling_that_was_typed_is_kept() -> None:
    assert serial_typed("  os 1234–5678 ") == "os 1234–5678"


@pytest.mark.parametrize("typed", ["0", " 0 ", "０"])
def test_nought_is_the_documented_word_for_an_unknown_one(typed: str) -> None:
    assert serial_typed(typed) is None


@pytest.mark.parametrize(
    "typed", ["", " ", "00", "0-0", "O", "N/A", "n.a.", "None", "nessuno", "unknown", "-", "7"]
)
def test_anything_else_that_says_nothing_is_asked_again(typed: str) -> None:
    """X-14."""
    with pytest.raises(NoSerial, match="or 0 for unknown"):
        serial_typed(typed)


def test_a_document_may_have_another_word_for_it() -> None:
    assert serial_typed("n/a", unknown="n/a") is None
    with pytest.raises(NoSerial, match="or n/a for unknown"):
        serial_typed("0", unknown="n/a")
