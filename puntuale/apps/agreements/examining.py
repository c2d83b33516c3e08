"""What a document says before anybody signs it, and what keeps it from being signed."""

from dataclasses import dataclass, replace
from functools import lru_cache

from puntuale.apps.accounts.models import Team
from puntuale.apps.agreements.holidays import holidays_of
from puntuale.apps.agreements.models import Agreement, AgreementVersion
from puntuale.core.agreements.checks.activation import against_activation, against_meaning
from puntuale.core.agreements.checks.escalation import unknown_teams
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.problems import Problem
from puntuale.core.agreements.document.read import Outcome, read_document
from puntuale.core.try_question.book import Book
from puntuale.core.try_question.examples import failing_examples


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that nobody has signed; it can be asked once it `is_clear`."""

    outcome: Outcome
    problems: tuple[Problem, ...]
    is_clear: bool

    @property
    def document(self) -> Document | None:
        """What it says as far as it can be read; None where nothing can."""
        return self.outcome.document

    @property
    def is_sound(self) -> bool:
        """Whether it may be activated."""
        return self.document is not None and not self.problems

    @property
    def book(self) -> Book:
        """The document, to be asked; as its own examples ask it, without announced closures."""
        return Book([self.outcome], holidays_of)


def examine(document: str, agreement: Agreement) -> Examined:
    """What `document` says as a version of `agreement`; it may extend what others have in force."""
    examined = _read(document, _parents(agreement))
    if examined.document is None:
        return examined
    teams = Team.objects.values_list("name", flat=True)
    unknown = unknown_teams(examined.document, teams)
    return replace(examined, problems=(*examined.problems, *unknown))


# A draft is shown again and again, and activated as it was shown.
@lru_cache(maxsize=32)
def _read(document: str, parents: tuple[str, ...]) -> Examined:
    """What follows from the texts alone."""
    outcome = read_document(document, parents)
    problems = list(against_activation(outcome, holidays_of))
    if outcome.document is not None:
        problems += failing_examples(outcome.document, Book([outcome], holidays_of))
    is_clear = outcome.document is not None and not against_meaning(outcome, holidays_of)
    return Examined(outcome, tuple(problems), is_clear)


def _parents(agreement: Agreement) -> tuple[str, ...]:
    active = AgreementVersion.objects.filter(state=AgreementVersion.State.ACTIVE)
    return tuple(active.exclude(agreement=agreement).values_list("document", flat=True))
