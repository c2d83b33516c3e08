"""From records to values: an agreement and recorded work as the core rates them."""

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import announced_closures, charging_in_force
from puntuale.apps.work.models import TimeEntry
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry


def charging_terms(version: AgreementVersion) -> ChargingTerms:
    """What decides charges under a version in force, with every closure announced by now."""
    return charging_in_force(version, announced_closures())


def work_of(entry: TimeEntry) -> Entry:
    """Recorded work as the core rates it."""
    return Entry(entry.started_at, entry.ended_at, str(entry.worker_id))
