"""What payment providers tell: each event counts once, in whichever order they come."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from puntuale.apps.ledger.retrying import retried
from puntuale.apps.sales.actions.paying import Received, receive
from puntuale.apps.sales.models import Payment, ProviderEvent, Purchase
from puntuale.core.charges.money import Money


@dataclass(frozen=True, slots=True)
class Told:
    """One event: `event` is the provider's key of it, `payment` the key of the money, if any came.

    The purchase is named by our own key: the event may come before we know of the page.
    """

    event: str
    kind: str
    purchase: int | None = None
    payment: str = ""
    money: Money | None = None


@retried
@transaction.atomic
def take(provider: str, told: Told, *, at: datetime) -> bool:
    """Do what an event calls for; False where it was taken before, or calls for nothing."""
    event = ProviderEvent(provider=provider, event=told.event, kind=told.kind[:80], received_at=at)
    try:
        with transaction.atomic():
            event.save(force_insert=True)
    except IntegrityError:
        return False
    purchase = Purchase.objects.filter(pk=told.purchase).first() if told.purchase else None
    if purchase is None or told.money is None or told.money.minor <= 0:
        return False
    key = f"{provider}:{told.payment}"
    receive(purchase, Received(Payment.Way.CARD, key, told.money, at), at=at)
    return True
