"""The reference page names every key and every word that the language knows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PARTS = ROOT / "puntuale" / "core" / "agreements" / "document"
PAGE = (ROOT / "docs" / "reference" / "agreement-format.md").read_text()
KEY = re.compile(r'found\.(?:required|optional|default|table|codes|has)\(\s*"(\w+)"')


def keys_asked_for() -> list[str]:
    files = [
        *sorted((PARTS / "parts").glob("*.py")),
        PARTS / "document.py",
        PARTS / "kinds" / "match.py",
    ]
    return sorted({key for file in files for key in KEY.findall(file.read_text())})


def test_keys_are_found():
    assert {"agreement", "within", "package", "code", "examples"} <= set(keys_asked_for())


@pytest.mark.parametrize("key", keys_asked_for())
def test_every_key_is_on_the_page(key):
    assert re.search(rf"`{key}[`:]", PAGE), key
