"""From records to values: a request and its agreement as the core rates them."""

from functools import lru_cache

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import (
    Edition,
    announced_closures,
    document_of,
    terms_in_force,
)
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.words import known_word
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry


def charging_terms(version: AgreementVersion) -> ChargingTerms:
    """What decides charges under a version in force, with every closure announced by now."""
    return _charging(Edition(version.sha256, version), announced_closures())


def case_of(ticket: Ticket, charging: ChargingTerms) -> Case:
    """What `ticket` is taken for; until a person has classified it, what it claims counts nothing."""
    terms = charging.terms
    level = known_word(ticket.level, terms.levels)
    classification = Classification(level=level)
    if ticket.classified_at is not None:
        classification = Classification(
            known_word(ticket.type, terms.types),
            known_word(ticket.severity, terms.severities),
            level,
        )
    deployment = ticket.coverage.deployment if ticket.coverage else ""
    return Case(classification, deployment or None)


def work_of(entry: TimeEntry) -> Entry:
    """Recorded work as the core rates it."""
    return Entry(entry.started_at, entry.ended_at, str(entry.worker_id))


@lru_cache(maxsize=256)
def _charging(edition: Edition, closures: tuple[Closure, ...]) -> ChargingTerms:
    version = edition.version
    return charging_terms_of(document_of(version), terms_in_force(version, closures))
