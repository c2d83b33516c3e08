"""What is to be billed and stands on no document yet; and work that cost more than is paid for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from puntuale.apps.charges.models import Charge
from puntuale.apps.charges.queries import newest_of_each
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.books import day_in_books, midnight, zone_of_books
from puntuale.apps.sales.models import BillingLine, Payment, PostedFee, Purchase
from puntuale.apps.sales.statement import summed
from puntuale.core.charges import charge as core
from puntuale.core.charges.money import Money

Row = TypeVar("Row", bound=Model)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Billable:
    """One thing to be billed; `what` is the charge, fee, purchase or refund itself."""

    organisation: Organisation | None
    what: Charge | PostedFee | Purchase | Payment
    on: date
    money: Money


@dataclass(frozen=True, slots=True)
class Unbilled:
    """What one customer is to be billed: how many things, and what they come to by currency."""

    organisation: Organisation | None
    count: int
    totals: Sequence[Money]


def unbilled(through: date) -> list[Billable]:
    """Everything up to and including a day that is on no document, by customer and day."""
    found = [*_charges(through), *_fees(through), *_purchases(through), *_refunds(through)]
    return sorted(
        found, key=lambda each: (str(each.organisation or ""), each.on, type(each.what).__name__)
    )


def by_customer(things: Iterable[Billable]) -> list[Unbilled]:
    """The same together, for each customer."""
    theirs: dict[int | None, list[Billable]] = {}
    for each in things:
        key = None if each.organisation is None else each.organisation.pk
        theirs.setdefault(key, []).append(each)
    return [
        Unbilled(group[0].organisation, len(group), summed(each.money for each in group))
        for group in theirs.values()
    ]


@dataclass(frozen=True, slots=True)
class Overrun:
    """A request on which more was worked than is paid for, or than may be charged."""

    charge: Charge
    whole: core.Charge


def overruns(charges: QuerySet[Charge], since: date) -> list[Overrun]:
    """Of `charges` those that write something off, are owed, wait for a quote, or find nothing left."""
    newest = newest_of_each(charges.filter(worked_on__gte=since))
    rows = newest.select_related("ticket", "organisation").order_by("-worked_on", "-pk")
    found = (Overrun(row, row.charge) for row in rows)
    return [each for each in found if _is_over(each.whole)]


def _is_over(whole: core.Charge) -> bool:
    return bool(
        whole.written_off
        or whole.written_off_seconds
        or whole.owed_seconds
        or whole.coupons_owed
        or whole.quote_required_seconds
        or whole.refused == "shortfall"
    )


def _charges(through: date) -> Iterator[Billable]:
    rows = _new(Charge.objects.filter(worked_on__lte=through), "charge")
    for row in rows.select_related("organisation", "ticket"):
        yield Billable(row.organisation, row, row.worked_on, row.amount)


def _fees(through: date) -> Iterator[Billable]:
    rows = _new(PostedFee.objects.filter(due_on__lte=through), "fee")
    for row in rows.select_related("organisation"):
        yield Billable(row.organisation, row, row.due_on, row.money)


def _purchases(through: date) -> Iterator[Billable]:
    zone = zone_of_books()
    granted = Purchase.objects.filter(granted_at__lt=midnight(through + ONE_DAY, zone))
    for row in _new(granted, "purchase").select_related("organisation", "version"):
        assert row.granted_at is not None
        yield Billable(row.organisation, row, day_in_books(row.granted_at, zone), row.money)


def _refunds(through: date) -> Iterator[Billable]:
    """Of what was granted: money for an order that never was is no sale taken back."""
    zone = zone_of_books()
    back = Payment.objects.filter(
        amount__lt=0,
        purchase__granted_at__isnull=False,
        received_at__lt=midnight(through + ONE_DAY, zone),
    )
    for row in _new(back, "refund").select_related("organisation", "purchase__version"):
        yield Billable(row.organisation, row, day_in_books(row.received_at, zone), row.money)


def _new(rows: QuerySet[Row], kind: str) -> QuerySet[Row]:
    return rows.filter(~Exists(BillingLine.objects.filter(**{kind: OuterRef("pk")})))
