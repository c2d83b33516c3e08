"""An order is made, at a price that is frozen with it, or taken back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Organisation
from puntuale.apps.customers.queries import spenders
from puntuale.apps.sales.actions.paying import grant_free
from puntuale.apps.sales.decimals import four_decimals
from puntuale.apps.sales.errors import MayNotSpend, NotOffered, NotOpen, OfferChanged
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import offered
from puntuale.apps.sales.references import reference_of
from puntuale.apps.sales.telling import tell_ordered
from puntuale.core.charges.money import Money

HELD = timedelta(minutes=30)
State = Purchase.State


@transaction.atomic
def order(
    organisation: Organisation,
    key: str,
    quantity: int,
    *,
    by: User,
    at: datetime,
    shown: Money | None = None,
    idempotency_key: UUID | None = None,
    order_number: str = "",
) -> Purchase:
    """Order so many of what is on offer under `key`; the same idempotency key orders once.

    `shown` is the price that the person has seen.

    Raises:
        MayNotSpend: not for that organisation.
        NotOffered: not now.
        OfferChanged: it costs something else than `shown`.
        WrongQuantity: not from 1 to 1,000.
    """
    if not may_order(by, organisation):
        raise MayNotSpend
    if idempotency_key is not None and (known := _known(idempotency_key, organisation)):
        return known
    found = offered(organisation, key, at)
    if found is None:
        raise NotOffered
    cost = found.cost(quantity)
    if shown is not None and shown != cost.amount:
        raise OfferChanged
    asked = Purchase(
        organisation=organisation,
        version=found.version,
        item=found.item,
        code=found.code,
        quantity=quantity,
        unit=found.unit,
        grants=found.holds * quantity,
        list_price=found.list_price,
        discount=four_decimals(found.discount * 100),
        unit_price=four_decimals(cost.unit_price),
        amount=cost.amount.minor,
        currency=cost.amount.currency,
        order_number=order_number[:60],
        idempotency_key=idempotency_key,
        ordered_at=at,
        ordered_by=by,
        price_until=at + HELD,
    )
    try:
        with transaction.atomic():
            asked.save(force_insert=True)
    except IntegrityError as trouble:
        # Another window was first; a key of somebody else's order orders nothing.
        if idempotency_key is None or (known := _known(idempotency_key, organisation)) is None:
            raise NotOffered from trouble
        return known
    asked.reference = reference_of(asked.pk)
    asked.save(update_fields=["reference"])
    if asked.amount:
        tell_ordered(asked, at=at)
    else:
        grant_free(asked, at=at)
    return asked


@transaction.atomic
def cancel(purchase: Purchase, *, by: User, at: datetime) -> None:
    """Nobody is to pay it any more.

    Raises:
        MayNotSpend: somebody of another company, or without the right to spend.
        NotOpen: it was paid or cancelled before.
    """
    if not may_order(by, purchase.organisation):
        raise MayNotSpend
    waiting = Purchase.objects.filter(pk=purchase.pk, state=State.ORDERED)
    if not waiting.update(state=State.CANCELLED, cancelled_at=at, cancelled_by=by):
        raise NotOpen
    record_change("purchase.cancelled", purchase, by=by, at=at)


def may_order(user: User, organisation: Organisation) -> bool:
    """Who keeps the sales orders for anybody; a customer with the right to spend for the company."""
    return user.can(Ability.KEEP_SALES) or spenders(organisation).filter(user=user).exists()


def _known(key: UUID, organisation: Organisation) -> Purchase | None:
    return Purchase.objects.filter(idempotency_key=key, organisation=organisation).first()
