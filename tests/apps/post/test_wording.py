"""The language of an administrator's mails: names in braces, and nothing else."""

import pytest

from puntuale.apps.post.wording import Fault, Names, Problem, filled, paragraphs, problems_of

NAMES = Names(inline={"number", "subject"}, blocks={"promises"}, required={"number"})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[{number}] {subject}", []),
        ("{number}\n\n{promises}\n", []),
        ("{{number}} {number}", []),
        ("{number} and\nthen {nobody}", [Problem(Fault.UNKNOWN, 2, "nobody")]),
        ("{number}\n{a}\n{b}", [Problem(Fault.UNKNOWN, 2, "a"), Problem(Fault.UNKNOWN, 3, "b")]),
        ("{number} {", [Problem(Fault.BRACE, 1, "{")]),
        ("{number} }", [Problem(Fault.BRACE, 1, "}")]),
        ("{number} {Number}", [Problem(Fault.BRACE, 1, "{"), Problem(Fault.BRACE, 1, "}")]),
        ("{number} by {promises}", [Problem(Fault.NOT_ALONE, 1, "promises")]),
        ("{subject}", [Problem(Fault.MISSING, 0, "number")]),
        (" \n ", [Problem(Fault.EMPTY, 0)]),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(text, problems):
    assert problems_of(text, NAMES) == problems


@pytest.mark.parametrize(
    "text",
    [
        *("{number.__class__}", "{number!r}", "{number:>10}", "{0}", "{number[0]}", "{}"),
        *("{ number }", "{settings.SECRET_KEY}", "{number }"),
    ],
)
def test_nothing_of_other_template_languages_is_understood(text):
    assert problems_of(text + " {number}", NAMES)
    assert filled(text, {"number": "1001", "settings": "x"}) != "1001"


def test_values_are_put_in_once():
    text = "{number}: {subject} {nobody}{{subject}}"

    assert (
        filled(text, {"number": "1", "subject": "{number} {{x}}"}) == "1: {number} {{x}} {subject}"
    )


def test_other_languages_stay_as_they_are_written():
    text = "{% load x %} %(x)s $x <b>"

    assert filled(text.replace("{%", "%").replace("%}", "%"), {}) == "% load x % %(x)s $x <b>"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a\r\nb\r\n\r\n \r\n{promises}\n\n\nc\n", ["a\nb", "{promises}", "c"]),
        ("a\n {promises}\nb", ["a", "{promises}", "b"]),
        ("{number}\npromises\n{{promises}}", ["{number}\npromises\n{{promises}}"]),
    ],
    ids=["parted by empty lines", "a block is one of its own", "other words are not"],
)
def test_text_falls_into_paragraphs(text, parts):
    assert list(paragraphs(text, {"promises"})) == parts
