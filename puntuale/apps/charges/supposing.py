"""What work would cost, without writing anything: while it is typed, or were the request another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from puntuale.apps.charges.means import supposed_means
from puntuale.apps.charges.rating import days_of
from puntuale.apps.charges.terms import charging_terms, work_of
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.apps.tickets.cases import case_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.work import Entry

# Not one person's: what is supposed may lie beside what is recorded.
SOMEBODY = "somebody"


def supposed_charge(
    ticket: Ticket,
    recorded: Iterable[TimeEntry],
    *more: tuple[datetime, datetime],
    type: str | None = None,  # noqa: A002 - the field's own name
) -> Charge | None:
    """What the work on `ticket` would cost with `more` of it, or as another type.

    `recorded` is the work that counts. None: no agreement applies.
    """
    if ticket.version is None:
        return None
    charging = charging_terms(ticket.version)
    entries = [work_of(entry) for entry in recorded if entry.is_billable]
    entries += [Entry(start, end, f"{SOMEBODY} {n}") for n, (start, end) in enumerate(more)]
    means = supposed_means(ticket, charging, days_of(entries, charging))
    case = case_of(ticket, charging.terms)
    if type is not None:
        case = _as(case, type)
    return charge_for(charging, case, entries, means, accepted_estimate(ticket))


def _as(case: Case, type: str) -> Case:  # noqa: A002
    return replace(case, classification=replace(case.classification, type=type))
