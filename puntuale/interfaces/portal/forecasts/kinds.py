"""The kinds of request that an agreement tells apart, as its customer chooses among them."""

from dataclasses import dataclass, replace

from puntuale.apps.tickets.forecast import Forecast, kinds_offered
from puntuale.core.agreements.cost import cost_told
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
    """What the agreement behind `forecast` lets its customer choose."""
    terms = forecast.decision.terms
    if terms is None:
        return Kinds()
    types, severities = kinds_offered(forecast)
    usual = terms.until_classified.type if terms.until_classified else None
    return Kinds(
        types=tuple(
            (code, Choice(said(row.title), said(row.description or {}), _side(forecast, code)))
            for code, row in types.items()
        ),
        severities=tuple(
            (code, Choice(said(row.title), said(row.description or {}), code))
            for code, row in severities.items()
        ),
        usual_type=usual or next(iter(types), ""),
    )


def _side(forecast: Forecast, code: str) -> str:
    document, terms, request = forecast.document, forecast.decision.terms, forecast.decision.request
    if document is None or terms is None or request is None:
        return ""
    asked = replace(request, classification=Classification(type=code))
    return cost_word(document, cost_told(document, terms, asked))
