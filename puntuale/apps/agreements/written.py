"""One version of an agreement as it is written and as it is understood."""

from collections.abc import Iterable
from dataclasses import dataclass

from puntuale.apps.agreements.examining import Examined, examine
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.apps.agreements.terms import document_of, terms_in_force
from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.compose import compose
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.nodes import Entries, places, value_at
from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms

State = AgreementVersion.State


@dataclass(frozen=True, slots=True)
class Written:
    """A version's text, and its document with all it inherits; `examined` is None once it is frozen.

    Inherited rows stand behind a document's own: what stands at a path of the text stands at the
    same path of the document.
    """

    version: AgreementVersion
    document: Document | None
    own: Entries | None
    examined: Examined | None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps a draft from being activated."""
        return self.examined.problems if self.examined else ()

    @property
    def is_clear(self) -> bool:
        """Whether it can be asked."""
        return self.examined.is_clear if self.examined else True

    def lines(self, paths: Iterable[Path]) -> frozenset[int]:
        """The lines of the text on which these values stand; none for what is inherited."""
        nodes = (value_at(self.own, path) for path in paths)
        return frozenset(each.line for node in nodes if node is not None for each in places(node))

    def terms(self, closures: tuple[Closure, ...]) -> Terms | None:
        """What it promises, with these announced closures; None while it is not clear."""
        if self.examined is None:
            return terms_in_force(self.version, closures)
        if self.document is None or not self.is_clear:
            return None
        return terms_of(self.document, holidays_of, closures)


def written(version: AgreementVersion, agreement: Agreement) -> Written:
    """What a version of `agreement` says; a draft is examined."""
    if version.state == State.DRAFT:
        return draft_written(version, examine(version.document, agreement))
    return Written(version, document_of(version), compose(version.document, "document").root, None)


def draft_written(version: AgreementVersion, examined: Examined) -> Written:
    """A draft as it was examined."""
    return Written(version, examined.document, compose(version.document, "document").root, examined)
