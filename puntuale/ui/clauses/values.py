"""Clauses and sentences, each with the place in the document that it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.problems import Place


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a sentence; the strong ones are what a reader looks for."""

    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one or more rows of the document say.

    `keys` are the paths it speaks of, `places` the lines on which they stand; both are empty for
    a rule that counts because the document does not say otherwise.
    """

    words: tuple[Words, ...]
    keys: tuple[Path, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        return "".join(each.text for each in self.words)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Clause:
    """One subject of the agreement: `code` is stable, `keys` are the document's that belong to it."""

    code: str
    title: str
    keys: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every line of which the clause speaks, in order."""
        return in_order(place for each in self.sentences for place in each.places)


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each line once."""
    return tuple(sorted({Place(place.source, place.line) for place in places}))
