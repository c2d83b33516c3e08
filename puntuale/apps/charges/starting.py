"""Whether work may begin: no chargeable minute before a yes, and prepaid pieces first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.errors import EstimateMissing, PrepaidMissing
from puntuale.apps.charges.means import purse_for
from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.ledger.models import COUPON, Account
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from puntuale.apps.work.queries import live_entries
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.offers import may_start
from puntuale.core.charges.rating import ESTIMATE_REQUIRED
from puntuale.core.charges.rules import Kind
from puntuale.core.working_time.instants import microseconds

ONE_MINUTE = timedelta(minutes=1)


def check_start(ticket: Ticket, *, at: datetime) -> None:
    """Refuse to begin work that would be charged, where something has to come first.

    Raises:
        EstimateMissing: the agreement asks for an accepted estimate.
        PrepaidMissing: it asks for so many coupons before work on a new request.
    """
    recorded = list(live_entries(ticket))
    found = _check_accepted(ticket, recorded, at, at + ONE_MINUTE)
    if found is not None and not any(entry.is_billable for entry in recorded):
        _check_prepaid(ticket, found, at)


def check_accepted(
    ticket: Ticket, start: datetime, end: datetime, *, but: TimeEntry | None = None
) -> None:
    """Raises EstimateMissing: this work would be charged, and nobody has said yes to an estimate."""
    recorded = [entry for entry in live_entries(ticket) if entry != but]
    _check_accepted(ticket, recorded, start, end)


def _check_accepted(
    ticket: Ticket, recorded: Sequence[TimeEntry], start: datetime, end: datetime
) -> Charge | None:
    found = supposed_charge(ticket, recorded, (start, end))
    if found is not None and found.refused == ESTIMATE_REQUIRED:
        raise EstimateMissing
    return found


def _check_prepaid(ticket: Ticket, found: Charge, at: datetime) -> None:
    assert ticket.version is not None
    coupons = document_of(ticket.version).coupons
    row = found.row and charging_terms(ticket.version).rows[found.row - 1]
    if not coupons or not row or Kind.COUPON not in (row.kind, row.then):
        return
    now, means = microseconds(at), purse_for(ticket).means(ticket.coverage_id)
    available = sum(lot.left for lot in means.coupons if lot.pays_at(now))
    debts = Account.objects.filter(
        organisation=ticket.organisation_id, unit=COUPON, kind=Account.Kind.OWED
    )
    owed = -sum(debts.values_list("posted", flat=True)) if ticket.organisation_id else 0
    if not may_start(coupons.start_requires, available, owed):
        raise PrepaidMissing(coupons.start_requires, available, owed)
