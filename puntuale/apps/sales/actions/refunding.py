"""What was bought is given back: what is left of the lot goes, and so does the money."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Sum

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import User
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import Account, Lot, Transfer
from puntuale.apps.ledger.moving import locked, move
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.ledger.sources import purchase_source
from puntuale.apps.sales.errors import MoreThanPaid, NothingToGiveBack
from puntuale.apps.sales.models import Payment, Purchase
from puntuale.apps.sales.money import enter_payment, enter_sale
from puntuale.core.charges.money import Money

State = Purchase.State


@retried
@transaction.atomic
def refund(purchase: Purchase, money: Money, *, by: User, at: datetime, note: str = "") -> None:
    """Pay `money` back and take what is left; what was used or reserved stays used.

    An order that was cancelled although money came for it has nothing to take.

    Raises:
        NothingToGiveBack: nothing was paid for it, or it was refunded before.
        MoreThanPaid: more would go back than came.
    """
    purchase = Purchase.objects.select_for_update().get(pk=purchase.pk)
    paid = paid_for(purchase)
    if purchase.state not in (State.GRANTED, State.CANCELLED) or paid.minor <= 0:
        raise NothingToGiveBack
    if money.currency != paid.currency or not 0 < money.minor <= paid.minor:
        raise MoreThanPaid
    if purchase.state == State.GRANTED:
        _take_back(purchase, at)
        source = f"refund:{purchase.pk}"
        amount = -money.minor
        enter_sale(purchase.organisation, amount, money.currency, reference=source, at=at)
    _pay_back(purchase, money, by, at, note)
    purchase.state, purchase.refunded_at = State.REFUNDED, at
    purchase.save(update_fields=["state", "refunded_at"])
    record_change("purchase.refunded", purchase, by=by, at=at, after={"amount": str(money)})


def paid_for(purchase: Purchase) -> Money:
    """What came for it, less what went back."""
    total = purchase.payments.filter(currency=purchase.currency).aggregate(all=Sum("amount"))["all"]
    return Money(total or 0, purchase.currency)


def _take_back(purchase: Purchase, at: datetime) -> None:
    lot = Lot.objects.get(source=purchase_source(purchase.pk))
    issuer = the_account(None, purchase.unit, Account.Kind.ISSUER)
    left = locked(lot.pk, issuer.pk)[lot.pk].available
    if left > 0:
        reference = f"refund:{purchase.pk}"
        back = Transfer(
            id=uuid5(NAMESPACE_URL, f"puntuale:{reference}"),
            debit_id=lot.pk,
            credit=issuer,
            amount=left,
            code="refund",
            reference=reference,
            effective_at=at,
        )
        move(back, at=at)


def _pay_back(purchase: Purchase, money: Money, by: User, at: datetime, note: str) -> None:
    payment = Payment.objects.create(
        organisation_id=purchase.organisation_id,
        purchase=purchase,
        way=Payment.Way.BY_HAND,
        key=f"refund:{purchase.pk}",
        amount=-money.minor,
        currency=money.currency,
        received_at=at,
        recorded_by=by,
        note=note[:200],
    )
    reference = f"payment:{payment.pk}"
    enter_payment(
        purchase.organisation, payment.amount, payment.currency, reference=reference, at=at
    )
