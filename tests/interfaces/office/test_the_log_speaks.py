"""Who changed what is told in words: no code that the product can write is left without."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

import puntuale
from puntuale.apps.accounts.actions import record_change
from puntuale.apps.ledger.queries import WRONG
from puntuale.apps.tickets.reckoning import CORRECTED, UNREADABLE
from puntuale.interfaces.office.log_words import what_in_words
from puntuale.interfaces.office.resources import RESOURCES
from tests.cast import Cast

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
# What looks like one where changes are recorded, and is something else.
OTHERS = frozenset({"closures.tell", "data.json", "puntuale.calendar"})
NOT_SAID = frozenset({"enqueue", "render", "getattr"})


def codes() -> set[str]:
    """Every code in a module that records changes."""
    root = Path(puntuale.__file__).parent
    texts = (path.read_text() for path in root.rglob("*.py") if "migrations" not in path.parts)
    written = {code for text in texts if "record_change" in text for code in codes_in(text)}
    made = {f"{code}.{deed}" for code in RESOURCES for deed in ("made", "changed")}
    return (written - OTHERS) | made | {WRONG, CORRECTED, UNREADABLE}


def codes_in(text: str) -> Iterator[str]:
    tree = ast.parse(text)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    passed = [node for call in calls if name_of(call) in NOT_SAID for node in ast.walk(call)]
    texts = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in passed
    )
    yield from (node.value for node in texts if CODE.fullmatch(str(node.value)))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_code_has_its_words(language: str) -> None:
    assert len(codes()) > 60
    with translation.override(language):
        silent = [code for code in sorted(codes()) if CODE.fullmatch(what_in_words(code))]

    assert silent == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Order paid · 12",
                "Amount: 50.00",
                "People: changed",
                "Role: agent",
                "May sign in: no",
            ],
        ),
        ("it", ["Ordine pagato · 12", "Importo: 50.00", "Persone: modifica", "Ruolo: operatore"]),
    ],
)
def test_the_page_shows_words_and_only_what_differs(
    client: Client, cast: Cast, language: str, words: list[str]
) -> None:
    at = timezone.now()
    record_change("purchase.paid", "12", by=cast.admin, at=at, after={"amount": "50.00"})
    was = {"name": "Ada Ferri", "role": "customer", "is_active": True}
    record_change(
        "people.changed",
        "Ada",
        by=None,
        at=at,
        before=was,
        after=was | {"role": "agent", "is_active": False},
    )
    record_change("gone.long_ago", "x", by=cast.admin, at=at)
    cast.admin.language = language
    cast.admin.save()
    client.force_login(cast.admin)

    page = client.get("/office/log/").content.decode()

    for said in words:
        assert said in page
    assert "gone.long_ago · x" in page
    assert ": Ada Ferri" not in page
    assert "purchase.paid" not in page
