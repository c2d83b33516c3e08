"""What work would cost, without writing anything: while it is typed, or were the request another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from puntuale.apps.charges.first_level import charging_terms_for, our_case
from puntuale.apps.charges.means import supposed_means
from puntuale.apps.charges.rating import days_of
from puntuale.apps.charges.terms import work_of
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Means
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry

# Not one person's: what is supposed may lie beside what is recorded.
SOMEBODY = "somebody"


def supposed_charge(
    ticket: Ticket, recorded: Iterable[TimeEntry], *more: tuple[datetime, datetime]
) -> Charge | None:
    """What the work on `ticket` would cost with `more` of it.

    `recorded` is the work that counts. None: no agreement applies.
    """
    return None if ticket.version is None else charge_for(*_facts(ticket, recorded, more))


def charges_by_type(
    ticket: Ticket, recorded: Iterable[TimeEntry], types: Iterable[str]
) -> dict[str, Charge]:
    """What the same work would cost as each of `types`; nothing where no agreement applies."""
    if ticket.version is None:
        return {}
    charging, case, entries, means, estimate = _facts(ticket, recorded)
    return {code: charge_for(charging, _as(case, code), entries, means, estimate) for code in types}


def _facts(
    ticket: Ticket, recorded: Iterable[TimeEntry], more: Iterable[tuple[datetime, datetime]] = ()
) -> tuple[ChargingTerms, Case, list[Entry], Means, Estimate | None]:
    """What `charge_for` asks for."""
    charging = charging_terms_for(ticket)
    entries = [work_of(entry) for entry in recorded if entry.is_billable and entry.is_ours]
    entries += [Entry(start, end, f"{SOMEBODY} {n}") for n, (start, end) in enumerate(more)]
    means = supposed_means(ticket, charging, days_of(entries, charging))
    return charging, our_case(ticket, charging.terms), entries, means, accepted_estimate(ticket)


def _as(case: Case, type: str) -> Case:  # noqa: A002 - the field's own name
    return replace(case, classification=replace(case.classification, type=type))
