"""A provider that moves no money: for the demo and for tests, signed like a real one."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from puntuale.apps.sales.actions.events import Told
from puntuale.apps.sales.models import Purchase
from puntuale.core.charges.money import Money
from puntuale.interfaces.payments.provider import NotGenuine, Started

LASTS = timedelta(minutes=31)
SIGNATURE = "Pretend-Signature"


class Pretend:
    """Its page is one of ours, on which a button says that the money has come."""

    name = "pretend"

    def start(self, purchase: Purchase, *, key: str, back: str, at: datetime) -> Started:
        session = uuid.uuid5(uuid.NAMESPACE_URL, f"pretend:{key}").hex
        page = reverse("payments:pretend", args=[session])
        return Started(session, f"{settings.PUBLIC_URL}{page}", at + LASTS)

    def read(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Told:
        if not constant_time_compare(headers.get(SIGNATURE, ""), signature_of(body)):
            raise NotGenuine
        facts = json.loads(body)
        return Told(
            event=facts["event"],
            kind=facts["kind"],
            purchase=facts["purchase"],
            payment=facts["payment"],
            money=Money(facts["amount"], facts["currency"]),
        )


def message(session: str, purchase: Purchase) -> bytes:
    """What the provider sends once the purchase was paid on its page."""
    facts = {
        "event": f"evt_{session}",
        "kind": "paid",
        "purchase": purchase.pk,
        "payment": session,
        "amount": purchase.amount,
        "currency": purchase.currency,
    }
    return json.dumps(facts).encode()


def signature_of(body: bytes) -> str:
    """By which we know that a message is its own."""
    key = f"puntuale.pretend:{settings.SECRET_KEY}".encode()
    return hmac.new(key, body, hashlib.sha256).hexdigest()
