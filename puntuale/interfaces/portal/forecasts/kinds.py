"""The kinds of request that an agreement tells apart, as its customer chooses among them."""

from dataclasses import dataclass, replace

from puntuale.apps.tickets.forecast import Forecast
from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.request import Classification
from puntuale.ui.forms import Choice
from puntuale.ui.words.costs import cost_word
from puntuale.ui.words.verdicts import in_language as said


@dataclass(frozen=True, slots=True)
class Kinds:
    """Types and severities to choose from, and what it is taken for until something is chosen."""

    types: tuple[tuple[str, Choice], ...] = ()
    severities: tuple[tuple[str, Choice], ...] = ()
    usual_type: str = ""


def kinds_of(forecast: Forecast) -> Kinds:
    """What the agreement behind `forecast` tells apart; types that end a request are the desk's."""
    document, terms = forecast.document, forecast.decision.terms
    if document is None or terms is None:
        return Kinds()
    types = {code: row for code, row in document.types.items() if not row.is_terminal}
    usual = terms.until_classified.type if terms.until_classified else None
    return Kinds(
        types=tuple(
            (
                str(code),
                Choice(said(row.title), said(row.description or {}), _side(forecast, str(code))),
            )
            for code, row in types.items()
        ),
        severities=tuple(
            (str(code), Choice(said(row.title), said(row.description or {}), str(code)))
            for code, row in document.severities.items()
            if _is_asked_for_severity(document)
        ),
        usual_type=usual or next(map(str, types), ""),
    )


def _is_asked_for_severity(document: Document) -> bool:
    """Where only the vendor judges, and nobody proposes, the customer is not asked."""
    triage = document.triage
    return triage.severity_by != "vendor" or triage.proposed_by == "customer"


def _side(forecast: Forecast, code: str) -> str:
    document, terms, request = forecast.document, forecast.decision.terms, forecast.decision.request
    if document is None or terms is None or request is None:
        return ""
    asked = replace(request, classification=Classification(type=code))
    return cost_word(document, cost_told(document, terms, asked))
