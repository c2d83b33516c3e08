"""`puntuale agreement show`: a document in words, to be read in a terminal."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils import translation

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.problems import Place
from puntuale.ui.clauses.clauses import clauses_of
from puntuale.ui.words.verdicts import in_language


def in_words(document: Document, language: str) -> str:
    """The clauses with their sentences; the lines of the document stand behind each."""
    with translation.override(language):
        return "\n".join(_lines(document))


def _lines(document: Document) -> Iterator[str]:
    yield in_language(document.header.title)
    for number, clause in enumerate(clauses_of(document), 1):
        yield f"\n{number}. {clause.title}"
        for sentence in clause.sentences:
            where = _where(sentence.places, document.place.source)
            yield f"   {sentence}{f'  [{where}]' if where else ''}"


def _where(places: Sequence[Place], own: str) -> str:
    """ "43", "20-22", "gold.yaml:35": lines of another file carry its name."""
    return ", ".join(
        f"{'' if source == own else f'{source}:'}{first}{f'-{last}' if last > first else ''}"
        for source, first, last in _runs(places)
    )


def _runs(places: Sequence[Place]) -> Iterator[tuple[str, int, int]]:
    if not places:
        return
    first = places[0]
    for place, following in pairwise([*places, Place("", 0)]):
        if (following.source, following.line) != (place.source, place.line + 1):
            yield place.source, first.line, place.line
            first = following
