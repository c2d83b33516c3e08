"""The agreements that can be asked: documents by code, made into terms when a question comes."""

from collections.abc import Iterable
from functools import lru_cache

from puntuale.core.agreements.checks.activation import against_meaning
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.read import Outcome
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.of_document import terms_of
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.terms.timetable_of import HolidaysOf
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.try_question.errors import BadQuestion

KEPT_TERMS = 64


class Book:
    """What was read, and the holidays it needs."""

    def __init__(self, outcomes: Iterable[Outcome], holidays: HolidaysOf) -> None:
        self._holidays = holidays
        self._outcomes: dict[str, Outcome] = {}
        self._wrong: dict[str, str] = {}
        for outcome in outcomes:
            self._enter(outcome)
        self.terms = lru_cache(maxsize=KEPT_TERMS)(self._terms)
        self.charging = lru_cache(maxsize=KEPT_TERMS)(self._charging)

    def _enter(self, outcome: Outcome) -> None:
        if outcome.code is None:
            return
        self._outcomes.setdefault(outcome.code, outcome)
        for problem in against_meaning(outcome, self._holidays):
            self._wrong.setdefault(outcome.code, str(problem))

    def _terms(self, code: str, closures: tuple[Closure, ...] = ()) -> Terms:
        """The terms of an agreement under further closures.

        Raises:
            BadQuestion: no document has that code, or the one that has it says nothing clear.
        """
        return terms_of(self._document(code), self._holidays, closures, everywhere=True)

    def _charging(self, code: str) -> ChargingTerms:
        """What decides the charges of an agreement; refused as its terms are."""
        return charging_terms_of(self._document(code), self.terms(code))

    def _document(self, code: str) -> Document:
        if code in self._wrong:
            raise BadQuestion("agreement_has_errors", self._wrong[code])
        outcome = self._outcomes.get(code)
        if outcome is None or outcome.document is None:
            raise BadQuestion("unknown_agreement", f"No agreement “{code}” was given.")
        return outcome.document
