"""Countries by their names in the reader's language."""

from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language

# Groups of countries and places without post, which the list of names holds as well.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AQ", "BV", "HM", "TF"})


def countries() -> list[tuple[str, str]]:
    """Each two letters with its name, by name."""
    return list(_countries((get_language() or "en").partition("-")[0]))


@lru_cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale(language).territories.items()
    known = ((code, name) for code, name in names if len(code) == 2 and code not in NO_COUNTRIES)
    return tuple(sorted(known, key=lambda each: each[1]))
