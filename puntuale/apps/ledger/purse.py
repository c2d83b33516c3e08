"""What a customer has for one request, as if it had never drawn or held anything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Sum

from puntuale.apps.ledger.lots import DRAW, EXPIRE, RETURN, REVIVE
from puntuale.apps.ledger.means import means_in
from puntuale.apps.ledger.models import COUPON, SECOND, Account, Lot, Transfer
from puntuale.apps.ledger.references import charges_of, held_for_estimate, held_for_work
from puntuale.core.charges import lots as core
from puntuale.core.charges.lots import Means

Amounts = Iterable[tuple[int, int]]  # of lots, by the keys of their accounts


@dataclass(frozen=True, slots=True)
class Purse:
    """The lots of one customer with what each holds for one request; `drawn` is what it took of it."""

    lots: Sequence[Lot] = ()
    left: Mapping[int, int] = field(default_factory=dict)
    drawn: Mapping[int, int] = field(default_factory=dict)

    def means(self, coverage_id: int | None, unopened: Iterable[core.Lot] = ()) -> Means:
        """As the core sees it: the allowance is that of the request's coverage alone."""
        return means_in(self.lots, self.left, coverage_id, unopened)

    def means_yet(self, coverage_id: int | None) -> Means:
        """What can be drawn besides what was drawn."""
        yet = {lot.pk: self.left[lot.pk] - self.drawn.get(lot.pk, 0) for lot in self.lots}
        return means_in(self.lots, yet, coverage_id)


def purse_of(
    organisation_id: int | None, ticket_id: int, drawn: Amounts, *, locks: bool = False
) -> Purse:
    """What an organisation has for a request that has `drawn` so much.

    With `locks` nobody else moves any of it before the transaction ends.
    """
    if organisation_id is None:
        return Purse()
    accounts = Account.objects.filter(
        organisation=organisation_id, unit__in=(SECOND, COUPON)
    ).order_by("pk")
    rows = {row.pk: row for row in (accounts.select_for_update() if locks else accounts)}
    lots = list(Lot.objects.filter(pk__in=rows).order_by("pk"))
    for lot in lots:
        lot.account = rows[lot.pk]
    took = dict(drawn)
    left = defaultdict(int, {key: row.available for key, row in rows.items()})
    held = _held(ticket_id) if any(row.pending for row in rows.values()) else ()
    for key, amount in (*took.items(), *held, *_expired(lots)):
        left[key] += amount
    return Purse(lots, left, took)


def drawn_by_charges(organisation_id: int | None, ticket_id: int) -> Amounts:
    """What the charges of a request took from each lot, as the transfers of its customer say."""
    moved = Transfer.objects.filter(reference__startswith=charges_of(ticket_id)).order_by()
    took = moved.filter(debit__organisation=organisation_id, code=DRAW)
    gave = moved.filter(credit__organisation=organisation_id, code=RETURN)
    drawn = dict(took.values_list("debit").annotate(total=Sum("amount")))
    for lot, back in gave.values_list("credit").annotate(total=Sum("amount")):
        drawn[lot] = drawn.get(lot, 0) - back
    return drawn.items()


def _held(ticket_id: int) -> Amounts:
    held = Transfer.objects.filter(
        reference__in=(held_for_work(ticket_id), held_for_estimate(ticket_id)),
        state=Transfer.State.PENDING,
    )
    return held.order_by().values_list("debit").annotate(total=Sum("amount"))


def _expired(lots: Iterable[Lot]) -> Amounts:
    """What went from each lot when it expired, less what was revived since."""
    ending = [lot.pk for lot in lots if lot.expires_at is not None]
    if not ending:
        return ()
    gone = Transfer.objects.filter(debit__in=ending, code=EXPIRE).order_by()
    back = Transfer.objects.filter(credit__in=ending, code=REVIVE).order_by()
    return [
        *gone.values_list("debit").annotate(total=Sum("amount")),
        *((lot, -total) for lot, total in back.values_list("credit").annotate(total=Sum("amount"))),
    ]
