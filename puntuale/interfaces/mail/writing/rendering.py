"""Subject, text and HTML of a mail, from its folder, in the language of the request."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.template.backends.django import DjangoTemplates
from django.utils import translation

FOLDER = Path(__file__).resolve().parents[1] / "emails"
LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class Rendered:
    """One mail in words."""

    subject: str
    text: str
    html: str


def render(name: str, context: dict[str, Any], language: str) -> Rendered:
    """The mail `name` in `language`."""
    with translation.override(language):
        subject = " ".join(plain_part(f"{name}/subject.txt", context).split())
        text = plain_part(f"{name}/body.txt", context)
        html = html_part(f"{name}/body.html", {**context, "subject": subject})
    return tidied(subject, text, html)


def plain_part(template: str, context: Mapping[str, Any]) -> str:
    """One template of plain text, in the language that is on."""
    return _plain().get_template(template).render(dict(context))


def html_part(template: str, context: Mapping[str, Any]) -> str:
    """One template of HTML, in the language that is on; what stands in a value is escaped."""
    return _html().get_template(template).render(dict(context))


def tidied(subject: str, text: str, html: str) -> Rendered:
    """The parts of a mail as they may leave."""
    return Rendered(_printable(subject)[:LONGEST_SUBJECT], _tidy(text), html)


def _printable(subject: str) -> str:
    return "".join(letter for letter in subject if letter.isprintable())


def _tidy(text: str) -> str:
    """Templates leave empty lines where a part is missing: never more than one in a row."""
    lines: list[str] = []
    for line in (line.rstrip() if line != "-- " else line for line in text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"


@cache
def _plain() -> DjangoTemplates:
    return _engine("plain", autoescape=False)


@cache
def _html() -> DjangoTemplates:
    return _engine("html", autoescape=True)


def _engine(name: str, *, autoescape: bool) -> DjangoTemplates:
    return DjangoTemplates(
        {
            "NAME": f"mail_{name}",
            "DIRS": [FOLDER],
            "APP_DIRS": False,
            "OPTIONS": {
                "autoescape": autoescape,
                "builtins": ["django.templatetags.i18n", "puntuale.ui.templatetags.words"],
            },
        }
    )
