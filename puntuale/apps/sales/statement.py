"""A customer's month: every request that was worked on, also at nothing, every fee and purchase."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from puntuale.apps.charges.models import Charge, ChargeDraw
from puntuale.apps.charges.queries import charges_billed_to
from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.books import midnight, zone_of_books
from puntuale.apps.sales.models import PostedFee, Purchase
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges.money import Money
from puntuale.core.charges.validity import months_after

By = ChargeDraw.By


@dataclass(slots=True)
class WorkOn:
    """What a month's work on one request came to; `newest` says why, of the whole request."""

    ticket: Ticket
    newest: Charge
    worked_on: date
    amount: Money
    drawn: dict[str, int] = field(default_factory=dict)  # By, or "owed" and "owed_coupons"

    @property
    def is_nothing(self) -> bool:
        """Whether it was included or free."""
        return not self.amount and not any(self.drawn.values())


@dataclass(frozen=True, slots=True)
class Statement:
    """The month from `first` up to, but without, `following`."""

    organisation: Organisation
    first: date
    following: date
    work: Sequence[WorkOn]
    purchases: Sequence[Purchase]
    fees: Sequence[PostedFee]
    zone: ZoneInfo  # of the books, by which purchases are in this month

    @property
    def totals(self) -> list[Money]:
        """What is billed, by currency."""
        work = (each.amount for each in self.work)
        bought = (each.money for each in self.purchases)
        return summed([*work, *bought, *(each.money for each in self.fees)])

    @property
    def is_empty(self) -> bool:
        return not self.work and not self.purchases and not self.fees


def statement_of(organisation: Organisation, first: date) -> Statement:
    """What `organisation` was billed, and what was included, in the month that begins on `first`."""
    following, zone = months_after(first, 1), zone_of_books()
    since, until = (midnight(day, zone) for day in (first, following))
    charges = charges_billed_to(organisation, first, following).select_related(
        "ticket__version", "ticket__contact"
    )
    paid = Purchase.objects.filter(
        organisation=organisation, granted_at__gte=since, granted_at__lt=until
    ).select_related("version__agreement")
    fees = PostedFee.objects.filter(
        organisation=organisation, due_on__gte=first, due_on__lt=following
    ).select_related("version__agreement")
    return Statement(
        organisation,
        first,
        following,
        work_on_each(charges),
        list(paid.order_by("granted_at", "pk")),
        list(fees.order_by("due_on", "pk")),
        zone,
    )


def work_on_each(charges: Iterable[Charge]) -> list[WorkOn]:
    """The charges of each request together, in the order in which they were first worked on."""
    found: dict[tuple[int, str], WorkOn] = {}
    for charge in charges:
        key = (charge.ticket_id, charge.currency)
        known = found.get(key)
        if known is None:
            zero = Money(0, charge.currency)
            known = found[key] = WorkOn(charge.ticket, charge, charge.worked_on, zero)
        known.amount += charge.amount
        known.worked_on = max(known.worked_on, charge.worked_on)
        if charge.sequence > known.newest.sequence:
            known.newest = charge
        for draw in charge.draws.all():
            by = _by(draw)
            known.drawn[by] = known.drawn.get(by, 0) + draw.quantity
    return list(found.values())


def summed(amounts: Iterable[Money]) -> list[Money]:
    """The sum for each currency, in the order of their codes."""
    totals: dict[str, Money] = {}
    for each in amounts:
        totals[each.currency] = totals.get(each.currency, Money(0, each.currency)) + each
    return [totals[currency] for currency in sorted(totals)]


def _by(draw: ChargeDraw) -> str:
    if draw.lot_id is not None:
        return str(draw.by)
    return "owed_coupons" if draw.by == By.COUPON else "owed"
