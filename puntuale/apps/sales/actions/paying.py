"""Money comes: it is kept in any case, and grants what it was meant for, once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import Lot
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.ledger.sources import purchase_source
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.errors import NothingCame, NotOpen, NotTheAmount
from puntuale.apps.sales.expiry import expires_after
from puntuale.apps.sales.models import Payment, Purchase
from puntuale.apps.sales.money import enter_payment, enter_sale
from puntuale.apps.sales.telling import tell_granted, tell_operator
from puntuale.core.charges.money import Money
from puntuale.core.charges.validity import valid_until

State = Purchase.State


@dataclass(frozen=True, slots=True)
class Received:
    """Money as it came: `key` is by which the same money is known again."""

    way: Payment.Way
    key: str
    money: Money
    at: datetime
    note: str = ""


@retried
@transaction.atomic
def receive(purchase: Purchase, money: Received, *, at: datetime, by: User | None = None) -> bool:
    """Keep money that came for `purchase`, and grant it where it waits for just that amount.

    False where nothing was granted: it had been paid or cancelled before, or the amount is another.
    Somebody is told to decide what becomes of the money. The same money again changes nothing.
    """
    purchase = Purchase.objects.select_for_update().get(pk=purchase.pk)
    payment = _kept(purchase, money, by)
    if payment is None:
        return purchase.state == State.GRANTED
    if purchase.state != State.ORDERED or payment.money != purchase.money:
        tell_operator(purchase, payment, at=at)
        return False
    _grant(purchase, paid_at=money.at, at=at)
    return True


@transaction.atomic
def mark_paid(purchase: Purchase, money: Money, *, by: User, at: datetime, note: str = "") -> None:
    """Somebody who keeps the sales has seen the money.

    Raises:
        NotOpen: it was paid or cancelled before.
        NotTheAmount: it is another amount than the order asks for.
    """
    waiting = Purchase.objects.select_for_update().get(pk=purchase.pk)
    if waiting.state != State.ORDERED:
        raise NotOpen
    if money != waiting.money:
        raise NotTheAmount
    key = f"by-hand:{waiting.pk}"
    receive(waiting, Received(Payment.Way.BY_HAND, key, money, at, note), at=at, by=by)
    record_change("purchase.paid", waiting, by=by, at=at, after={"amount": str(money)})


@transaction.atomic
def accept_as_paid(purchase: Purchase, *, by: User, at: datetime, note: str) -> None:
    """Grant an order for which another amount came than it asks for: somebody takes it as paid.

    Raises:
        NotOpen: it was granted or cancelled before.
        NothingCame: no money at all.
    """
    waiting = Purchase.objects.select_for_update().get(pk=purchase.pk)
    if waiting.state != State.ORDERED:
        raise NotOpen
    first = waiting.payments.order_by("received_at", "pk").first()
    if first is None:
        raise NothingCame
    _grant(waiting, paid_at=first.received_at, at=at)
    record_change("purchase.accepted", waiting, by=by, at=at, after={"note": note})


def grant_free(purchase: Purchase, *, at: datetime) -> None:
    """What costs nothing, by a discount of the whole, is granted with the order."""
    _grant(purchase, paid_at=at, at=at)


def _kept(purchase: Purchase, money: Received, by: User | None) -> Payment | None:
    """The payment as a record; None where the same money was kept before."""
    if Payment.objects.filter(key=money.key).exists():
        return None
    payment = Payment.objects.create(
        organisation_id=purchase.organisation_id,
        purchase=purchase,
        way=money.way,
        key=money.key,
        amount=money.money.minor,
        currency=money.money.currency,
        received_at=money.at,
        recorded_by=by,
        note=money.note[:200],
    )
    facts = (payment.amount, payment.currency)
    enter_payment(purchase.organisation, *facts, reference=f"payment:{payment.pk}", at=money.at)
    return payment


def _grant(purchase: Purchase, *, paid_at: datetime, at: datetime) -> Lot:
    purchase.state, purchase.paid_at, purchase.granted_at = State.GRANTED, paid_at, at
    purchase.save(update_fields=["state", "paid_at", "granted_at"])
    source = purchase_source(purchase.pk)
    organisation = purchase.organisation
    enter_sale(organisation, purchase.amount, purchase.currency, reference=source, at=at)
    length = expires_after(purchase)
    lot = grant(
        organisation,
        unit=purchase.unit,
        quantity=purchase.grants,
        source=source,
        unit_price=purchase.unit_price,
        at=at,
        expires_at=valid_until(at, length, zone_of(purchase.version)) if length else None,
    )
    tell_granted(purchase, at=at)
    return lot
