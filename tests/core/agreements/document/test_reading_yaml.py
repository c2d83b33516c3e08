"""What of YAML a document may use, and what is told of the rest: line, code, key."""

import pytest

from puntuale.core.agreements.document.compose import LARGEST, compose
from puntuale.core.agreements.document.nodes import Entries, Items, Scalar, plain
from puntuale.core.agreements.document.problems import Place
from tests.core.agreements.small import SMALL, changed, problems, told


def test_the_small_document_is_sound():
    assert told(SMALL) == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a: &x 1\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: &x 1\nb: *x\n", 2, "alias"),
        ("a: !!str 1\n", 1, "tag"),
        ("a: !mine {b: 1}\n", 1, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate_key"),
        ("a: {b: 1,\n  b: 2}\n", 2, "duplicate_key"),
        ("1: a\n", 1, "key_not_text"),
        ("a: 1\ntrue: b\n", 2, "key_not_text"),
        ("~: b\n", 1, "key_not_text"),
        ("1.5: b\n", 1, "key_not_text"),
        ("? [a, b]\n: c\n", 1, "key_not_text"),
        ("a: 1\non: b\n", 2, "key_is_a_trap"),
        ("a: 1\n\nNo: b\n", 3, "key_is_a_trap"),
        ("'y': b\n", 1, "key_is_a_trap"),
        ("a: [1\n", 2, "yaml_syntax"),
        ("a: b: c\n", 1, "yaml_syntax"),
        ("a: 1\n\tb: 2\n", 2, "yaml_syntax"),
        ("a: \x00\n", 1, "yaml_characters"),
        ("%YAML 1.1\n---\na: 1\n", 2, "yaml_version"),
        ("a: 1\n---\nb: 2\n", 2, "several_documents"),
        ("- a\n", 1, "document_not_mapping"),
        ("", 1, "document_not_mapping"),
        ("# nothing\n", 1, "document_not_mapping"),
        ("word\n", 1, "document_not_mapping"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", 1, "too_deep"),
        ("a: " + "x" * LARGEST, 1, "too_large"),
    ],
)
def test_what_the_eye_cannot_follow_is_refused(text, line, code):
    assert (line, code) in told(text)


def test_what_is_not_utf8_names_its_line():
    assert told(b"a: 1\nb: \xff\n") == [(2, "not_utf8")]
    assert told("a: \ud800\n") == [(1, "not_utf8")]


def test_sixty_four_kibibytes_are_allowed():
    text = SMALL + "#" * (LARGEST - len(SMALL))

    assert told(text) == []
    assert told(text + "#") == [(1, "too_large")]


def test_hundreds_of_brackets_cost_no_time():
    assert told("a: " + "[" * 500) == [(1, "too_deep")]


def test_no_message_is_a_librarys():
    for text in ("a: [1\n", "a: b: c\n", "\tx", "a: 'b\n", "{", "@"):
        for problem in problems(text):
            assert problem.message.startswith(("This is not YAML", "The document is not"))


def test_a_problem_reads_as_file_line_message_and_key():
    text = changed(SMALL, ("within: 4 wh", "within: 4h"))

    assert str(problems(text)[0]) == (
        "document:22: A quantity is wanted here: number, space, unit; "
        "the units are h, wh, wd, min. (targets, row 1, within)"
    )


def test_everything_wrong_is_told_at_once_in_order_of_lines():
    text = changed(
        SMALL,
        ("version: 1", "version: one"),
        ("country: IT", "country: Italy"),
        ("within: 4 wh", "within: 4 hours"),
        ('amount: "80.00"', "amount: 80.00"),
        ("rate: hourly}", "rate: dayly}"),
        ("puntuale: 1", "puntuale: 1\ncolour: red"),
    )

    assert told(text) == [
        (2, "unknown_key"),
        (5, "whole_wanted"),
        (15, "country_wanted"),
        (23, "quantity_wanted"),
        (27, "unknown_rate"),
        (29, "money_wanted"),
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("-1", -1),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("0o17", 15),
        ("0x1f", 31),
        (".5", 0.5),
        ("-.inf", float("-inf")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ('"12"', "12"),
        ("'true'", "true"),
        ("12:30", "12:30"),
        ("yes", "yes"),
        ("2026-11-23", "2026-11-23"),
        ("[a, 1]", ["a", 1]),
        ("{b: 1}", {"b": 1}),
    ],
)
def test_plain_values_are_those_of_yaml_1_2(written, value):
    root = compose(f"a: {written}\n", "text").root
    assert root is not None

    assert plain(root) == {"a": value}


def test_reading_a_text_again_tells_the_same_of_it():
    wrong = changed(SMALL, ("  code: small\n", "  code: small\n  code: twice\n"))

    assert told(wrong) == told(wrong) != []


def test_nodes_know_their_places():
    root = compose("a:\n  - b: 1\n  - c\n", "text").root
    assert root is not None
    rows = root.nodes["a"]
    assert isinstance(rows, Items)
    first, second = rows.nodes
    assert isinstance(first, Entries)

    assert rows.place == Place("text", 1, "a")
    assert first.place == Place("text", 2, "a, row 1")
    assert first.nodes["b"].place == Place("text", 2, "a, row 1, b")
    assert second == Scalar(Place("text", 3, "a, row 2"), "c")
