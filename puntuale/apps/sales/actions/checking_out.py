"""A page to pay on is begun once for each purchase, and used again as long as it lasts."""

from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.sales.errors import NotOpen, PriceLapsed
from puntuale.apps.sales.models import Checkout, Purchase

# A page that ends in a moment is of no use to anybody.
LEAST = timedelta(minutes=2)


def open_checkout(purchase: Purchase, *, at: datetime) -> Checkout | None:
    """The page that was begun before and still lasts; None where a new one is to be begun.

    Raises:
        NotOpen: the order was paid or cancelled.
        PriceLapsed: the price was held until a while ago.
    """
    if purchase.state != Purchase.State.ORDERED:
        raise NotOpen
    lasting = purchase.checkouts.filter(expires_at__gt=at + LEAST).order_by("-pk").first()
    if lasting is None and at >= purchase.price_until:
        raise PriceLapsed
    return lasting


def key_of_next(purchase: Purchase) -> str:
    """The provider begins one page for this key, however often it is asked."""
    return f"checkout:{purchase.pk}:{purchase.checkouts.count() + 1}"


@transaction.atomic
def keep_checkout(
    purchase: Purchase, provider: str, session: str, url: str, *, at: datetime, expires_at: datetime
) -> Checkout:
    """Remember a page that a provider has begun; the same session is kept once."""
    facts = {
        "purchase": purchase,
        "provider": provider,
        "url": url,
        "started_at": at,
        "expires_at": expires_at,
    }
    return Checkout.objects.get_or_create(session=session, defaults=facts)[0]
