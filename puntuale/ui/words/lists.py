"""Several things in one breath: "a, b and c"."""

from collections.abc import Iterable

from babel.lists import format_list
from django.utils.translation import get_language

# English as it is written in Europe: no comma before the "and".
LOCALES = {"en": "en_GB"}


def listed(things: Iterable[str]) -> str:
    """ "email, form and portal", "email, modulo e portale"."""
    language = (get_language() or "en").partition("-")[0]
    text: str = format_list(list(things), locale=LOCALES.get(language, language))
    return text
