"""The small parts every page is made of: {% load ui %}."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from puntuale.ui.budget import bars
from puntuale.ui.parts import Part

register = template.Library()


@register.filter
def initials(person: object) -> str:
    """The first letters of the first and the last word: "Elena Riva" is ER."""
    words = str(person).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def plate(text: str, look: str = "") -> SafeString:
    """The class of a request or the state of a document. No text, no plate."""
    if not text:
        return SafeString()
    return format_html('<span class="{}">{}</span>', _classes("plate", look), text)


@register.simple_tag
def state(look: str, text: str) -> SafeString:
    """The word for a clock; the mark before it comes from its look."""
    return format_html('<span class="{}">{}</span>', _classes("state", look), text)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside its word, never instead of it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>',
        name,
    )


@register.inclusion_tag("ui/_person.html")
def person(name: str = "", short: str = "") -> dict[str, str]:
    """Who; without a name, nobody. `short` is what is written when it is not the name."""
    return {"name": name, "short": short or name}


@register.inclusion_tag("ui/_budget.html")
def budget(parts: Sequence[Part], size: str = "") -> dict[str, object]:
    """The bar of a promise; `size` is "tall" or nothing."""
    return {"bars": bars(parts), "size": size}


def _classes(name: str, look: str) -> str:
    return f"{name} {name}--{look}" if look else name
