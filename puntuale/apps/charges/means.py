"""What a customer has when a request is rated, as if that request had never been charged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from puntuale.apps.charges.allowances import (
    Included,
    included_by,
    included_on,
    open_allowance,
)
from puntuale.apps.charges.models import ChargeDraw
from puntuale.apps.ledger.lots import EXPIRE
from puntuale.apps.ledger.means import means_in
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot, Transfer
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges.lots import Means
from puntuale.core.charges.rules import ChargingTerms

# What expired and was needed after all, for work that was done in time and written down late.
REVIVE = "revive"
NOTHING = Means()


def hold_of(ticket: Ticket) -> str:
    """Under which reference the work under way on `ticket` is reserved."""
    return f"hold:{ticket.pk}"


@dataclass(frozen=True, slots=True)
class Purse:
    """The lots of one customer with what each holds for one request, by the keys of their accounts."""

    lots: Sequence[Lot]
    left: dict[int, int]

    def means(self, coverage_id: int | None, unopened: Iterable[Included] = ()) -> Means:
        """As the core sees it: the allowance is that of the request's coverage alone."""
        return means_in(self.lots, self.left, coverage_id, (each.as_lot for each in unopened))


def purse_for(ticket: Ticket, *, locks: bool = False) -> Purse:
    """What the customer of `ticket` has; with `locks` nobody else moves any of it meanwhile."""
    if ticket.organisation_id is None:
        return Purse((), {})
    accounts = Account.objects.filter(
        organisation=ticket.organisation_id, unit__in=(SECOND, COUPON)
    ).order_by("pk")
    held = {row.pk: row.available for row in (accounts.select_for_update() if locks else accounts)}
    lots = Lot.objects.filter(pk__in=held).select_related("account").order_by("pk")
    left = defaultdict(int, held)
    for key, amount in (*_drawn(ticket), *_reserved(ticket), *_expired(list(held))):
        left[key] += amount
    return Purse(list(lots), left)


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
    unopened = [each for each in included if each.source not in known]
    return purse.means(ticket.coverage_id, unopened)


def _included(ticket: Ticket, charging: ChargingTerms, days: Iterable[date]) -> list[Included]:
    assert ticket.version is not None
    return included_on(ticket.coverage, ticket.version, charging, days)


def _drawn(ticket: Ticket) -> QuerySet[ChargeDraw, tuple[int, int]]:
    draws = ChargeDraw.objects.filter(charge__ticket=ticket, lot__isnull=False).order_by()
    return draws.values_list("lot").annotate(total=Sum("quantity"))


def _reserved(ticket: Ticket) -> QuerySet[Transfer, tuple[int, int]]:
    held = Transfer.objects.filter(reference=hold_of(ticket), state=Transfer.State.PENDING)
    return held.order_by().values_list("debit").annotate(total=Sum("amount"))


def _expired(lots: Sequence[int]) -> list[tuple[int, int]]:
    """What went from each lot when it expired, less what was revived since."""
    gone = Transfer.objects.filter(debit__in=lots, code=EXPIRE).order_by()
    back = Transfer.objects.filter(credit__in=lots, code=REVIVE).order_by()
    return [
        *gone.values_list("debit").annotate(total=Sum("amount")),
        *((lot, -total) for lot, total in back.values_list("credit").annotate(total=Sum("amount"))),
    ]
