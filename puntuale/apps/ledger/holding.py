"""What is held of lots for something that is under way: under one reference, until it is let go."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from django.db.models import QuerySet

from puntuale.apps.ledger.errors import NotEnough
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import Account, Transfer
from puntuale.apps.ledger.moving import reserve, void

HOLD = "hold"


def hold(reference: str, wanted: Mapping[int, int], *, holds_for: timedelta, at: datetime) -> None:
    """Hold so much of each lot, by its key, and nothing else; what is held as wanted stays.

    What is past half of its time is renewed. The lots are locked by the caller, who knows that so
    much of them is free; what has expired meanwhile holds nothing.
    """
    renewed_by = at + holds_for / 2
    for each in _pending(reference):
        if wanted.get(each.debit_id) != each.amount or _ends(each) <= renewed_by:
            void(each, at=at)
    held = set(_pending(reference).values_list("debit", flat=True)) if wanted else set()
    missing = {lot: amount for lot, amount in wanted.items() if amount > 0 and lot not in held}
    for lot in Account.objects.filter(pk__in=missing).order_by("pk"):
        asked = Transfer(
            debit=lot,
            credit=the_account(lot.organisation, lot.unit, Account.Kind.RESERVED),
            amount=missing[lot.pk],
            code=HOLD,
            reference=reference,
            effective_at=at,
            expires_at=at + holds_for,
        )
        with suppress(NotEnough):
            reserve(asked, at=at)


def let_go(*references: str, at: datetime) -> None:
    """Give back all that is held under them."""
    for each in _pending(*references):
        void(each, at=at)


def _pending(*references: str) -> QuerySet[Transfer]:
    held = Transfer.objects.filter(reference__in=references, state=Transfer.State.PENDING)
    return held.order_by("debit", "pk")


def _ends(held: Transfer) -> datetime:
    assert held.expires_at is not None
    return held.expires_at
