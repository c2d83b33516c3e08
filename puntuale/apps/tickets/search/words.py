"""When are two words one? Without accents, in any case, in any ending of both languages."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

# Longer ones are encoded files and addresses, never what somebody types.
LONGEST_WORD = 40
_WORD = re.compile(r"[^\W_]+")
# Stands before a word that only notes hold. Folding makes an "a" of it, so that no folded word has
# it and nobody can look for it by typing it.
NOTED = "ª"


class _Stemmers(threading.local):
    """A stemmer keeps the word it works on, so each thread has its own two."""

    def __init__(self) -> None:
        self.both = [snowballstemmer.stemmer(name) for name in ("english", "italian")]


_stemmers = _Stemmers()


def folded(text: str) -> str:
    """`text` in small letters without accents: "Città" is "citta"."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    return unicodedata.normalize("NFKC", plain.casefold())


def words_in(text: str) -> Iterator[str]:
    """The folded words of `text`, in their order; single letters only where they are figures."""
    for word in _WORD.findall(folded(text)):
        if len(word) <= LONGEST_WORD and (len(word) > 1 or word.isdigit()):
            yield word


@lru_cache(maxsize=100_000)
def forms_of(word: str) -> tuple[str, ...]:
    """What is left of a folded word without its ending, in English and in Italian."""
    if word[-1].isdigit():
        # A number, or the name of a thing: endings are letters.
        return (word,)
    stems = (stemmer.stemWord(word) for stemmer in _stemmers.both)
    return tuple(dict.fromkeys(stem for stem in stems if stem)) or (word,)
