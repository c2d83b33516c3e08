"""What a customer has when a request is rated, as if that request had never been charged."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from puntuale.apps.charges.allowances import (
    Included,
    included_by,
    included_on,
    open_allowance,
)
from puntuale.apps.charges.models import ChargeDraw
from puntuale.apps.ledger.purse import Purse, purse_of
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges.lots import Means
from puntuale.core.charges.rules import ChargingTerms


def purse_for(ticket: Ticket, *, locks: bool = False) -> Purse:
    """What the customer of `ticket` has; with `locks` nobody else moves any of it meanwhile."""
    drawn = _drawn(ticket) if ticket.organisation_id is not None else ()
    return purse_of(ticket.organisation_id, ticket.pk, drawn, locks=locks)


def open_allowances(
    ticket: Ticket, charging: ChargingTerms, days: Iterable[date], *, at: datetime
) -> None:
    """Open the lots of the periods that have one of `days`, once."""
    for included in _included(ticket, charging, days):
        assert ticket.coverage is not None
        open_allowance(ticket.coverage, included, at=at)


def supposed_means(
    ticket: Ticket, charging: ChargingTerms, days: Iterable[date], other: Document | None = None
) -> Means:
    """What `rate` would find, without opening anything; under its agreement or an `other` document."""
    purse = purse_for(ticket)
    known = {lot.source for lot in purse.lots}
    included = (
        _included(ticket, charging, days)
        if other is None
        else included_by(other, ticket.coverage, charging, days)
    )
    unopened = [each.as_lot for each in included if each.source not in known]
    return purse.means(ticket.coverage_id, unopened)


def _included(ticket: Ticket, charging: ChargingTerms, days: Iterable[date]) -> list[Included]:
    assert ticket.version is not None
    return included_on(ticket.coverage, ticket.version, charging, days)


def _drawn(ticket: Ticket) -> QuerySet[ChargeDraw, tuple[int, int]]:
    draws = ChargeDraw.objects.filter(charge__ticket=ticket, lot__isnull=False).order_by()
    return draws.values_list("lot").annotate(total=Sum("quantity"))
