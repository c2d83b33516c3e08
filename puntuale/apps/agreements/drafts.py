"""A document as it is being written, ready to be asked."""

from collections.abc import Iterable
from functools import lru_cache

from puntuale.apps.agreements.actions import resolved
from puntuale.apps.agreements.errors import DocumentHasProblems
from puntuale.apps.agreements.examining import examine
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.apps.agreements.models import Agreement
from puntuale.core.agreements.document.read import read_document
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms


def resolved_draft(text: str, agreement: Agreement) -> str:
    """`text`, as the next version of `agreement`, with what it extends filled in.

    Raises:
        DocumentHasProblems: it could not be activated.
    """
    examined = examine(text, agreement)
    if examined.document is None or not examined.is_sound:
        raise DocumentHasProblems(examined.problems)
    return resolved(examined.document)


def terms_as_written(resolved_text: str, closures: Iterable[Closure]) -> Terms:
    """The terms of a document that was resolved, with the public holidays as they are known now."""
    return _terms(resolved_text, tuple(closures))


@lru_cache(maxsize=16)
def _terms(text: str, closures: tuple[Closure, ...]) -> Terms:
    document = read_document(text).document
    assert document is not None, "it was sound when it was resolved"
    return terms_of(document, holidays_of, closures)
