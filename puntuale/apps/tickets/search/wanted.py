"""What somebody looks for: every word of it, in any of its forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from puntuale.apps.tickets.search.words import forms_of, words_in

MOST_WORDS = 12
SHORTEST_BEGINNING = 3
# Words that are in nearly every request narrow nothing down; alone they are looked for all the same.
_ENGLISH = "an and are as at be by for from in is it not of on or that the this to was with we you"
_ITALIAN = (
    "al alla che ci con da dal del della di gli ha ho il la le lo ma mi nel nella non per piu "
    "se si su sul un una uno"
)
COMMON = frozenset([*_ENGLISH.split(), *_ITALIAN.split()])


@dataclass(frozen=True, slots=True)
class Term:
    """One word: any of `forms`, or anything that begins with `beginning` (empty: nothing)."""

    forms: tuple[str, ...]
    beginning: str = ""

    def is_met_by(self, word: str) -> bool:
        """Whether a folded word of a text is what was looked for."""
        if self.beginning and any(form.startswith(self.beginning) for form in forms_of(word)):
            return True
        return any(form in self.forms for form in forms_of(word))


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of these words; none means that nothing can be looked for.

    `in_notes`: words that only notes hold count as well.
    """

    terms: tuple[Term, ...] = ()
    in_notes: bool = False

    def __bool__(self) -> bool:
        return bool(self.terms)

    def is_met_by(self, texts: Iterable[str]) -> bool:
        """Whether `texts` hold all of the words between them."""
        words = {word for text in texts for word in words_in(text)}
        return all(any(term.is_met_by(word) for word in words) for term in self.terms)


def wanted(text: str) -> Wanted:
    """Read what was typed; the last word may still be incomplete."""
    words = list(dict.fromkeys(words_in(text)))[:MOST_WORDS]
    telling = [word for word in words if word not in COMMON] or words
    terms = [Term(forms_of(word)) for word in telling]
    if telling and len(telling[-1]) >= SHORTEST_BEGINNING:
        terms[-1] = Term(forms_of(telling[-1]), beginning=telling[-1])
    return Wanted(tuple(terms))
