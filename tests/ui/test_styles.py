"""The habits of the style sheets."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "puntuale/ui/static/ui/css"
JS = CSS.parent / "js"
SHEETS = sorted(CSS.rglob("*.css"))
SCRIPTS = sorted(JS.glob("*.js"))
IMPORTS = re.findall(r'@import url\("([^"]+)"\)', (CSS / "app.css").read_text())


def name(path):
    return path.name


def without_comments(path):
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def test_every_sheet_is_imported_once():
    sheets = {str(path.relative_to(CSS)) for path in SHEETS} - {"app.css"}

    assert sorted(IMPORTS) == sorted(sheets)


def test_every_script_is_on_the_page_once():
    listed = (CSS.parents[2] / "templates/ui/_scripts.html").read_text()

    assert re.findall(r"ui/js/([\w-]+\.js)", listed) == [path.name for path in SCRIPTS]


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_selectors_hold_no_ids_and_properties_no_directions(path):
    text = without_comments(path)
    selectors = " ".join(re.findall(r"([^{};]+)\{", text))

    assert not re.search(r"#[a-z]", selectors)
    assert not re.search(r"\b(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b", text)


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name != "tokens.css"], ids=name)
def test_colours_come_from_tokens(path):
    text = without_comments(path)
    # A shade under a dialog and the ink on a band are no meaning of their own.
    plain = re.findall(r"(?:#[0-9a-f]{3,8}\b|rgb\(|hsl\()", text)

    assert plain == []


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_every_token_that_is_read_is_set_somewhere(path):
    tokens = (CSS / "tokens.css").read_text()
    read = re.findall(
        r"var\((--(?:color|space|text|font|rule|hatch|weight)[\w-]*)\)", path.read_text()
    )

    assert [token for token in read if f"{token}:" not in tokens] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_a_script_is_one_behaviour_of_a_screen(path):
    text = path.read_text()

    assert text.startswith("/*")
    assert len(text.splitlines()) <= 100
    assert not re.search(r"\b(?:eval|innerHTML|outerHTML|document\.write)\b", text)
