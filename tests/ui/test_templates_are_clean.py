"""What the Content-Security-Policy would ignore, or a reader stumble over, is not written at all."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[2] / "puntuale"
TEMPLATES = sorted(
    path
    for path in PACKAGE.rglob("templates/**/*.html")
    # A mail's HTML is not under our policy: mail readers know no style sheets.
    if "emails" not in path.parts
)
FORBIDDEN = {
    "style attribute": r"<[^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "handler": r"<[^>]*\son[a-z]+\s*=",
    "htmx handler": r"\shx-on\b",
    "javascript address": r"javascript:",
    # A data block is never executed, so the policy lets it stand.
    "inline script": r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)",
    "foreign address": r"(?:src|href)=[\"']https?://",
    # Django writes "Novembre" for November, wherever it stands in a sentence: ui/words/dates does not.
    "month in Django's words": r"\|date:\"(?-i:[^\"]*[bEFMN]|DATE_FORMAT|SHORT_DATE_FORMAT)",
}


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_holds_nothing_that_is_forbidden(path: Path) -> None:
    text = path.read_text()

    found = [what for what, how in FORBIDDEN.items() if re.search(how, text, re.IGNORECASE)]

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_with_a_form_that_posts_carries_the_token(path: Path) -> None:
    posts = len(re.findall(r"<form[^>]*method=\"post\"", path.read_text(), re.IGNORECASE))
    tokens = len(re.findall(r"{% csrf_token %}", path.read_text()))

    assert tokens == posts


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_can_be_compiled(path: Path) -> None:
    assert get_template(path.as_posix().rpartition("/templates/")[2])


def test_a_partial_with_a_form_is_never_included_with_only() -> None:
    offenders = [
        named(path)
        for path in TEMPLATES
        if re.search(r"{%\s*include[^%]*\sonly\s*%}", path.read_text())
    ]

    assert offenders == []
