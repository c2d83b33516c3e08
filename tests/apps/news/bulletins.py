"""A bulletin as the office writes it."""

from typing import Any

WORDS: dict[str, Any] = {
    "title_en": "Version 7.3",
    "text_en": "It prints labels.\n\nNothing else changes.",
    "title_it": "Versione 7.3",
    "text_it": "Stampa etichette.\n\nNient'altro cambia.",
}
