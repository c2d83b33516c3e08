"""From records to values: an agreement and recorded work as the core rates them."""

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.agreements.terms import charging_in_force, closures_for
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from puntuale.apps.work.queries import live_entries
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry


def charging_terms(version: AgreementVersion, read: InForce | None = None) -> ChargingTerms:
    """What decides charges under a version in force, with every closure announced by now."""
    return charging_in_force(version, read.closures if read else closures_for(version))


def work_of(entry: TimeEntry) -> Entry:
    """Recorded work as the core rates it."""
    return Entry(entry.started_at, entry.ended_at, str(entry.worker_id))


def billable_work(ticket: Ticket, of: Organisation | None = None) -> list[Entry]:
    """All work on `ticket` that counts and is rated: ours, or that `of` a partner."""
    rows = live_entries(ticket).filter(free_because="", partner=of)
    found = rows.values_list("started_at", "ended_at", "worker")
    return [Entry(start, end, str(worker)) for start, end, worker in found]
