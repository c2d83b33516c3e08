"""A mail in an administrator's words: text and HTML from the same paragraphs."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from puntuale.apps.post.models import Wording
from puntuale.apps.post.wording import MARK, filled, name_alone, paragraphs
from puntuale.interfaces.mail.writing.rendering import (
    Rendered,
    html_part,
    plain_part,
    render,
    tidied,
)
from puntuale.interfaces.mail.writing.variables import APART, VARIABLES, variables_of


def worded(
    kind: str, subject: str, body: str, context: Mapping[str, Any], language: str
) -> Rendered:
    """The mail in these words; what stands in a value is text, whatever it looks like."""
    with translation.override(language):
        known = variables_of(kind)
        values = {each.name: str(each.value(context)) for each in known}
        line = " ".join(filled(subject, values).split())
        parts = list(paragraphs(body, [each.name for each in known if each.is_block]))
        text = "\n\n".join(_as_text(part, context, values) for part in parts)
        foot = plain_part("_foot_apart.txt" if kind in APART else "_foot.txt", context)
        drawn = _as_page(parts, context, values)
        frame = f"{APART[kind]}/body.html" if kind in APART else "_mail.html"
        page = {**context, "subject": line, "worded": drawn, "frame": frame}
        html = html_part("_worded.html", page)
    return tidied(line, f"{text}\n\n{foot}", html)


def in_words(kind: str, context: dict[str, Any], language: str) -> Rendered:
    """The mail as the administrator words it, else as we do."""
    own = Wording.objects.filter(kind=kind, language=language).first()
    if own is None:
        return render(APART.get(kind, kind), context, language)
    return worded(kind, own.subject, own.body, context, language)


def _as_text(part: str, context: Mapping[str, Any], values: Mapping[str, str]) -> str:
    block = _block_in(part)
    return plain_part(VARIABLES[block].partials[0], context) if block else _lines(part, values)


def _as_page(parts: list[str], context: Mapping[str, Any], values: Mapping[str, str]) -> SafeString:
    drawn, marked = [], {name: _marked_up(name, value) for name, value in values.items()}
    for part in parts:
        block = _block_in(part)
        if block:
            drawn.append(html_part(VARIABLES[block].partials[1], context))
        elif lines := _lines(escape(part), marked):
            drawn.append(f"<p>{lines.replace(chr(10), '<br>')}</p>")
    # Each part is escaped where it is made: by its own template, or just above.
    return mark_safe("\n".join(drawn))  # noqa: S308


def _marked_up(name: str, value: str) -> str:
    shown = escape(value)
    return f'<a href="{shown}">{shown}</a>' if value and VARIABLES[name].is_address else shown


def _lines(part: str, values: Mapping[str, str]) -> str:
    """The lines of a paragraph; one that held nothing but names without a value is left out."""
    lines = [(line, filled(line, values)) for line in part.splitlines()]
    return "\n".join(now for was, now in lines if now.strip() or not MARK.search(was))


def _block_in(part: str) -> str:
    name = name_alone(part)
    return name if name and name in VARIABLES and VARIABLES[name].is_block else ""
