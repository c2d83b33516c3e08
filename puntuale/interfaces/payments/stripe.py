"""Stripe Checkout: one hosted page for each order, believed only by its signed messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import stripe
from django.conf import settings
from django.utils.translation import get_language

from puntuale.apps.sales.actions.events import Told
from puntuale.apps.sales.models import Purchase
from puntuale.core.charges.money import Money
from puntuale.interfaces.payments.provider import NotGenuine, Started, Unreachable
from puntuale.ui.words.prepaid import bought

SECONDS_TO_WAIT = 10
# The shortest time for which Stripe keeps a page, and a little for the way there.
LASTS = timedelta(minutes=31)
# Money has come with the first; with the others it comes, or does not, some days later.
PAID = "checkout.session.completed"
PAID_LATER = "checkout.session.async_payment_succeeded"


class Stripe:
    """The account that PUNTUALE_STRIPE_KEY opens."""

    name = "stripe"

    def __init__(self, api: str = stripe.DEFAULT_API_BASE) -> None:
        self._client = stripe.StripeClient(
            settings.STRIPE_KEY,
            base_addresses={"api": api},
            max_network_retries=1,
            http_client=stripe.RequestsClient(timeout=SECONDS_TO_WAIT),
        )

    def start(self, purchase: Purchase, *, key: str, back: str, at: datetime) -> Started:
        try:
            session = self._client.v1.checkout.sessions.create(
                {
                    "mode": "payment",
                    "client_reference_id": str(purchase.pk),
                    "locale": "it" if get_language() == "it" else "en",
                    "line_items": [
                        {
                            "quantity": 1,
                            "price_data": {
                                "currency": purchase.currency.lower(),
                                "unit_amount": purchase.amount,
                                "product_data": {
                                    "name": bought(purchase),
                                    "description": purchase.reference or "",
                                },
                            },
                        }
                    ],
                    "success_url": f"{back}?back=paid",
                    "cancel_url": back,
                    "expires_at": int((at + LASTS).timestamp()),
                },
                {"idempotency_key": key},
            )
        except stripe.StripeError as trouble:
            raise Unreachable(str(trouble)) from trouble
        if not session.url or not session.expires_at:
            raise Unreachable("Stripe named no page.")
        return Started(session.id, session.url, datetime.fromtimestamp(session.expires_at, UTC))

    def read(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Told:
        signature = headers.get("Stripe-Signature", "")
        try:
            event = stripe.Webhook.construct_event(body, signature, settings.STRIPE_WEBHOOK_SECRET)
        except (ValueError, stripe.SignatureVerificationError) as trouble:
            raise NotGenuine from trouble
        told = Told(event.id, event.type)
        session = event.data.object.to_dict()
        is_paid = event.type == PAID_LATER or (
            event.type == PAID and session.get("payment_status") == "paid"
        )
        reference = str(session.get("client_reference_id") or "") if is_paid else ""
        if not reference.isdecimal():
            return told
        return Told(
            event=event.id,
            kind=event.type,
            purchase=int(reference),
            payment=str(session.get("payment_intent") or session["id"]),
            money=Money(int(session["amount_total"]), str(session["currency"]).upper()),
        )
