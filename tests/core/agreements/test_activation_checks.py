"""What keeps a document from being activated: every check has a document that fails it."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from puntuale.core.agreements.checks.activation import against_activation, against_meaning
from puntuale.core.agreements.document.messages import MESSAGES
from tests.core.agreements.small import SMALL, WINDOWS, changed, holidays, read, told
from tests.core.agreements.specimens import TEXTS, outcome, some_holidays

REFUSED: list[dict[str, Any]] = YAML(typ="safe", pure=True).load(
    (Path(__file__).parents[2] / "specimens" / "refused.yaml").read_text()
)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_the_published_documents_may_be_activated(code):
    assert against_activation(outcome(code), some_holidays) == ()


@pytest.mark.parametrize("text", [SMALL, WINDOWS], ids=["small", "windows"])
def test_the_small_documents_may_be_activated(text):
    assert told(text) == []


def first_code(row: dict[str, Any]) -> str:
    return f"{row['told'][0][1]} {row['by'][:30].strip()}"


@pytest.mark.parametrize("row", REFUSED, ids=first_code)
def test_each_check_names_the_line(row):
    text = changed({"small": SMALL, "windows": WINDOWS}[row["in"]], (row["replace"], row["by"]))

    assert [list(each) for each in told(text)] == row["told"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("increment: 15 min", "increment: 10 min"),
        ("minimum: 30 min", "minimum: 0 min"),
        ("increment: 15 min, mode: up, minimum: 30 min", "increment: 120 min, minimum: 240 min"),
        ("increment: 15 min, ", ""),
        ("rate: hourly}\n", "rate: hourly}\ndefault: refuse\n"),
        ("  - {charge: rate, rate: hourly}\n", "default: refuse\n"),
        (
            "charging:\n  - {match: {type: bug}, charge: included}\n  - {charge: rate, rate: hourly}\n",
            "",
        ),
        ("    working_day: 9 h\n", "working_day: {calendar: office, length: 9 h}\n"),
        ("working_day: 9 h", "working_day: 24 h"),
        ("working_day: 9 h", "working_day: 1 h"),
        ("to: 2026-08-21", "to: 2027-08-09"),
        ("announced: 2026-06-15", "announced: 2026-06-15, availability: []"),
        ("binding: true}\n  - {metric", "binding: false}\n  - {metric"),
        ("closures:\n", "closures:\n      - vendor\n"),
        ("rounding:", "surcharge_combine: max\nrounding:"),
        (
            "rounding:",
            """availability: [{component: c, objective: "99 %",
  credits: [{below: "95 %", percent: "10"}]}]\nrounding:""",
        ),
    ],
)
def test_what_fits_is_not_refused(old, new):
    assert told(changed(SMALL, (old, new))) == []


def test_a_row_that_could_not_be_read_shadows_nothing():
    text = changed(SMALL, ("{match: {type: bug}, charge", "{match: {tipe: bug}, charge"))

    assert told(text) == [(25, "unknown_key")]


def test_hours_that_could_not_be_read_leave_nothing_out():
    text = changed(WINDOWS, ('["09:00-17:30"]', '["9-17:30"]'))

    assert told(text) == [(14, "hours_wanted")]


def test_names_that_could_not_be_read_are_not_missed():
    text = changed(SMALL, ("currency: EUR", "currency: 5"), ("Europe/Rome", "5"))

    assert told(text) == [(7, "text_wanted"), (8, "name_wanted")]


def test_a_table_that_nobody_can_survey_is_let_pass():
    keys = ("type", "severity", "level")
    words = {key: [f"{key[0]}{number}" for number in range(15)] for key in keys}
    types, severities = (
        ", ".join(f"{word}: {{title: {{en: x}}}}" for word in words[key]) for key in keys[:2]
    )
    levels = ", ".join(f"{word}: {{by: vendor}}" for word in words["level"])
    parts = f"types: {{{types}}}\nseverities: {{{severities}}}\nlevels: {{{levels}}}\n"
    holes = "".join(
        f"  - {{match: {{type: t{a}, severity: s{b}, level: l{(a * 7 + b) % 15}}}, charge: free}}\n"
        for a in range(15)
        for b in range(15)
    )
    text = changed(
        SMALL, ("types:\n  bug: {title: {en: Bug}}\n  other: {title: {en: Other}}\n", parts)
    )
    text = changed(
        text,
        ("{match: {type: bug}, metric: response, within: 4 wh", "{metric: answer, within: 4 wh"),
    )
    text = changed(
        text, ("charging:\n  - {match: {type: bug}, charge: included}\n", "charging:\n" + holes)
    )

    assert told(text) == []


def test_problems_of_signing_do_not_take_the_meaning_away():
    text = changed(SMALL, ("  - {charge: rate, rate: hourly}\n", ""))

    assert told(text) == [(25, "no_last_row")]
    assert against_meaning(read(text), holidays) == ()


def test_an_unreadable_document_has_its_problem_only():
    assert told("a: [") == [(1, "yaml_syntax")]


def test_every_message_is_a_sentence():
    assert all(message.endswith((".", "{hint}", "{message}")) for message in MESSAGES.values())
