"""Italian or English, where there are words enough to tell."""

import re
from functools import cache
from typing import Any

LANGUAGES = ("it", "en")
FEWEST_WORDS = 5
MOST_LETTERS = 4000
WORD = re.compile(r"[^\W\d_]{2,}")


def language_of(text: str) -> str:
    """`it` or `en`, or empty under five words: then others decide, who know the person."""
    sample = text[:MOST_LETTERS]
    if sum(1 for _ in zip(WORD.finditer(sample), range(FEWEST_WORDS), strict=False)) < FEWEST_WORDS:
        return ""
    return str(_identifier().classify(sample)[0])


@cache
def _identifier() -> Any:
    # Loading takes a moment; only the process that reads mail pays it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier
