"""Does every text stand in every language of the document?"""

from collections.abc import Iterator

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.texts import Texts
from puntuale.core.agreements.document.problems import Problem, problem


def texts_missing(document: Document) -> Iterator[Problem]:
    """Titles and descriptions that a reader of some language would miss."""
    for texts in _texts(document):
        for language in document.header.languages:
            if texts is not None and language and language not in texts:
                yield problem("text_missing", texts.place, language=language)


def _texts(document: Document) -> Iterator[Texts | None]:
    yield document.header.title
    yield document.header.description
    for type_ in document.types.values():
        yield from (type_.title, type_.description)
    for severity in document.severities.values():
        yield from (severity.title, severity.description)
    yield from (level.title for level in document.levels.values())
