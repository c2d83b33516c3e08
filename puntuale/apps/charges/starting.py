"""Whether work may begin: no chargeable minute before a yes or beyond it, and prepaid pieces first."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.charges.errors import EffortUsedUp, EstimateMissing, PrepaidMissing
from puntuale.apps.charges.means import purse_for
from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.estimates.used import room_left
from puntuale.apps.ledger.models import COUPON, Account
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry, Timing
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
        EffortUsedUp: nothing is left of the accepted one.
        PrepaidMissing: it asks for so many coupons before work on a new request.
    """
    recorded = list(live_entries(ticket))
    found = _check_accepted(ticket, recorded, at, at + ONE_MINUTE)
    _check_room(ticket, found, at)
    if found is not None and not any(entry.is_billable for entry in recorded):
        _check_prepaid(ticket, found, at)


def check_call(ticket: Ticket, *, at: datetime) -> None:
    """Refuse to call where work on a new request begins with prepaid pieces, and there are none.

    A call about an estimate that nobody has accepted yet is none of this: it may bring the yes.

    Raises:
        PrepaidMissing: the customer buys first.
    """
    recorded = list(live_entries(ticket))
    found = supposed_charge(ticket, recorded, (at, at + ONE_MINUTE))
    if found is not None and not any(entry.is_billable for entry in recorded):
        _check_prepaid(ticket, found, at)


def check_accepted(
    ticket: Ticket,
    start: datetime,
    end: datetime,
    *,
    at: datetime,
    instead: TimeEntry | Timing | None = None,
) -> None:
    """Refuse work that would be charged and that nobody has said yes to.

    What it stands `instead` of counts already: up to its length there is always room for it.

    Raises:
        EstimateMissing: no estimate is accepted.
        EffortUsedUp: nothing is left of the accepted one.
    """
    recorded = [entry for entry in live_entries(ticket) if entry != instead]
    found = _check_accepted(ticket, recorded, start, end)
    if end - start > _counted(instead):
        _check_room(ticket, found, at)


def _check_accepted(
    ticket: Ticket, recorded: Sequence[TimeEntry], start: datetime, end: datetime
) -> Charge | None:
    found = supposed_charge(ticket, recorded, (start, end))
    if found is not None and found.refused == ESTIMATE_REQUIRED:
        raise EstimateMissing
    return found


def _check_room(ticket: Ticket, found: Charge | None, at: datetime) -> None:
    if found is None or not found.costs:
        return
    room = room_left(ticket, at=at)
    if room is not None and room.is_used_up:
        raise EffortUsedUp


def _counted(work: TimeEntry | Timing | None) -> timedelta:
    if work is None or work.ended_at is None or not work.is_billable:
        return timedelta()
    return work.ended_at - work.started_at


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
