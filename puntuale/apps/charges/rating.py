"""What the work on a request costs now: rated by the core, and only the difference posted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction

from puntuale.apps.agreements.queries import PARTNER
from puntuale.apps.charges.first_level import (
    charging_terms_for,
    our_case,
    rate_first_level,
    seller_of,
)
from puntuale.apps.charges.means import open_allowances, purse_for
from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.recording import is_written, record
from puntuale.apps.charges.terms import billable_work, charging_terms
from puntuale.apps.charges.written import exact
from puntuale.apps.customers.models import Organisation
from puntuale.apps.estimates.queries import accepted_estimate
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges import charge as core
from puntuale.core.charges.money import Money
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry, in_work_order

ONE_DAY = timedelta(days=1)


@retried
@transaction.atomic
def rate(ticket: Ticket, *, at: datetime) -> Charge | None:
    """Rate all work on `ticket`, and post the difference to what it was charged before.

    Asked again it changes nothing. Whose bill it is may have changed as well: then what was charged
    before is given back whole, and the new customer is charged from the beginning. None: there was
    never anything to rate.
    """
    ticket = locked(ticket)
    rate_first_level(ticket, at=at)
    last = ticket.charges.order_by("-sequence").first()
    entries = billable_work(ticket)
    if last is None and not entries:
        return None
    if ticket.version is None:
        return last and _taken_back(ticket, last, at=at)
    charging = charging_terms_for(ticket)
    days = days_of(entries, charging)
    open_allowances(ticket, charging, days, at=at)
    rated = _rated(ticket, charging, entries, days)
    if last is not None and rated.is_of_others_than(last):
        back = _taken_back(ticket, last, at=at)
        return _entered(ticket, _rated(ticket, charging, entries, days), None, back.sequence, at=at)
    if last is not None and is_written(rated.charge, last):
        return last
    return _entered(ticket, rated, last, last.sequence if last else 0, at=at)


def days_of(entries: Iterable[Entry], charging: ChargingTerms) -> list[date]:
    """Every local date on which something was worked."""
    zone, days = charging.terms.zone, set()
    for entry in entries:
        day, last = (each.astimezone(zone).date() for each in (entry.start, entry.end))
        while day <= last:
            days.add(day)
            day += ONE_DAY
    return sorted(days)


@dataclass(frozen=True, slots=True)
class _Rated:
    """What one rating found; `customer` has the lots, `payer` gets the bill.

    `sha256` is of everything that it looked at.
    """

    charge: core.Charge
    customer: Organisation | None
    payer: Organisation | None
    sha256: str
    worked_on: date | None

    def is_of_others_than(self, last: Charge) -> bool:
        """Whether the charge before was of another customer, payer or currency."""
        ours = (_key(self.customer), _key(self.payer), self.charge.amount.currency)
        return ours != (last.customer_id, last.organisation_id, last.currency)


def _rated(
    ticket: Ticket, charging: ChargingTerms, entries: Sequence[Entry], days: Sequence[date]
) -> _Rated:
    means = purse_for(ticket, locks=True).means(ticket.coverage_id)
    case, estimate = our_case(ticket, charging.terms), accepted_estimate(ticket)
    charge = charge_for(charging, case, entries, means, estimate)
    assert ticket.version is not None
    seen = (ticket.version.sha256, case, in_work_order(entries), means, estimate)
    return _Rated(
        charge=charge,
        customer=ticket.organisation,
        payer=seller_of(ticket) if charge.bill_to == PARTNER else ticket.organisation,
        sha256=sha256(exact(seen)).hexdigest(),
        worked_on=max(days, default=None),
    )


def _entered(
    ticket: Ticket, rated: _Rated, last: Charge | None, sequence: int, *, at: datetime
) -> Charge:
    """The charge that comes after the one of that `sequence`, and leads from `last`."""
    assert ticket.version is not None
    zone = charging_terms(ticket.version).terms.zone
    return record(
        Charge(
            ticket=ticket,
            sequence=sequence + 1,
            customer=rated.customer,
            organisation=rated.payer,
            coverage=ticket.coverage,
            version=ticket.version,
            version_sha256=ticket.version.sha256,
            rating_sha256=rated.sha256,
            rated_at=at,
            worked_on=rated.worked_on or at.astimezone(zone).date(),
        ),
        rated.charge,
        None if last is None else last.charge,
        at=at,
    )


def _taken_back(ticket: Ticket, last: Charge, *, at: datetime) -> Charge:
    """Nothing is left of what was charged before, where something was."""
    nothing = core.Charge(Money(0, last.currency), Money(0, last.currency))
    if last.charge == nothing:
        return last
    back = Charge(
        ticket=ticket,
        sequence=last.sequence + 1,
        customer=last.customer,
        organisation=last.organisation,
        coverage=last.coverage,
        version=last.version,
        version_sha256=last.version_sha256,
        rating_sha256=sha256(exact((last.rating_sha256, "taken back"))).hexdigest(),
        rated_at=at,
        worked_on=last.worked_on,
    )
    return record(back, nothing, last.charge, at=at)


def _key(organisation: Organisation | None) -> int | None:
    return None if organisation is None else organisation.pk
