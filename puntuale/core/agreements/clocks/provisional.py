"""What a request is taken for until somebody has classified it."""

from collections.abc import Iterator
from itertools import product

from puntuale.core.agreements.clocks.strictness import Rated, is_stricter
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.facts import facts_of
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.working_time.instants import microseconds


def is_classified(terms: Terms, classification: Classification) -> bool:
    """Whether everything is decided that the agreement tells apart."""
    return not (
        (terms.types and classification.type is None)
        or (terms.severities and classification.severity is None)
        or (terms.levels and classification.level is None)
    )


def taken_for(terms: Terms, request: Request) -> Classification:
    """What `request` runs as: its own classification, completed from `until_classified`, or
    from the possibility with the strictest response (or answer) where the agreement is silent.
    """
    own = request.classification
    if is_classified(terms, own):
        return own
    if (other := terms.until_classified) is not None:
        return Classification(
            own.type or other.type, own.severity or other.severity, own.level or other.level
        )
    return _strictest(terms, request)


def _strictest(terms: Terms, request: Request) -> Classification:
    known = terms.timetable.known_to(request.submitted_at)
    since = microseconds(request.submitted_at)
    best: tuple[Classification, Rated] | None = None
    for possible in _possibilities(terms, request.classification):
        rated = _first_reaction(terms, request, possible)
        if rated is not None and (best is None or is_stricter(rated, best[1], since, known)):
            best = possible, rated
    return request.classification if best is None else best[0]


def _possibilities(terms: Terms, own: Classification) -> Iterator[Classification]:
    unknown: tuple[None] = (None,)
    types = (own.type,) if own.type else terms.types or unknown
    severities = (own.severity,) if own.severity else terms.severities or unknown
    levels = (own.level,) if own.level else terms.levels or unknown
    for type_, severity, level in product(types, severities, levels):
        yield Classification(type_, severity, level)


def _first_reaction(terms: Terms, request: Request, possible: Classification) -> Rated | None:
    targets = terms.targets_for(facts_of(terms, request, possible))
    speaks_of_response = any(metric is Metric.RESPONSE for metric, _ in terms.slots)
    metric = Metric.RESPONSE if speaks_of_response else Metric.ANSWER
    target = targets.get((metric, True)) or targets.get((metric, False))
    if target is None or target.within.budget is None:
        return None
    return target, possible.severity
