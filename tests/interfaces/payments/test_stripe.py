"""Stripe: a page is begun once for each order, and only signed messages are believed."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from puntuale.apps.ledger.models import Lot
from puntuale.apps.sales.actions.checking_out import keep_checkout, key_of_next, open_checkout
from puntuale.apps.sales.actions.ordering import cancel
from puntuale.apps.sales.errors import NotOpen, PriceLapsed
from puntuale.apps.sales.models import Payment, ProviderEvent, Purchase
from puntuale.apps.tickets.models import Notice
from puntuale.interfaces.payments.provider import Unreachable
from puntuale.interfaces.payments.stripe import Stripe
from tests.apps.sales.shopping import MINUTE, bought, left_of, open_shop, ordered
from tests.cast import NOON

SECRET = "whsec_of_the_tests"
BACK = "https://desk.example/orders/1/"


@pytest.fixture
def shop(cast, settings):
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_1", SECRET
    settings.PAYMENT_PROVIDER = "puntuale.interfaces.payments.stripe.Stripe"
    return open_shop(cast)


@pytest.fixture
def stripe_server():
    """A server that begins pages as Stripe does, and remembers what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked.append((self.path, dict(self.headers), parse_qs(body)))
            facts = {
                "id": "cs_1",
                "object": "checkout.session",
                "url": "https://checkout.stripe.example/cs_1",
                "expires_at": int(NOON.timestamp()) + 1860,
            }
            answer = json.dumps(facts).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def message(purchase, *, event="evt_1", kind="checkout.session.completed", **more):
    session = {
        "id": "cs_1",
        "object": "checkout.session",
        "client_reference_id": str(purchase.pk),
        "payment_status": "paid",
        "payment_intent": "pi_1",
        "amount_total": purchase.amount,
        "currency": "eur",
    }
    facts = {"id": event, "object": "event", "type": kind, "data": {"object": session | more}}
    return json.dumps(facts)


def delivered(client, body, *, secret=SECRET, age=0):
    at = int(time.time()) - age
    digest = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return client.post(
        "/payments/messages/",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": f"t={at},v1={digest}"},
    ).status_code


class TestThePage:
    def test_it_is_begun_for_the_amount_under_a_key_of_the_order(self, shop, stripe_server):
        api, asked = stripe_server
        purchase = ordered(shop)

        begun = Stripe(api).start(purchase, key=key_of_next(purchase), back=BACK, at=NOON)

        (path, headers, form) = asked[0]
        assert (begun.session, begun.url) == ("cs_1", "https://checkout.stripe.example/cs_1")
        assert path == "/v1/checkout/sessions"
        assert headers["Idempotency-Key"] == f"checkout:{purchase.pk}:1"
        assert form["line_items[0][price_data][unit_amount]"] == ["280000"]
        assert form["line_items[0][price_data][currency]"] == ["eur"]
        assert form["client_reference_id"] == [str(purchase.pk)]

    def test_a_server_that_does_not_answer_is_told_as_that(self, shop):
        with pytest.raises(Unreachable):
            Stripe("http://127.0.0.1:9").start(ordered(shop), key="k", back=BACK, at=NOON)

    def test_it_is_used_again_as_long_as_it_lasts(self, shop):
        purchase = ordered(shop)
        facts = {"at": NOON, "expires_at": NOON + 31 * MINUTE}
        begun = keep_checkout(purchase, "stripe", "cs_1", "https://x.example/1", **facts)

        assert open_checkout(purchase, at=NOON + 20 * MINUTE) == begun
        assert open_checkout(purchase, at=NOON + 29.5 * MINUTE) is None

    def test_the_price_is_held_for_thirty_minutes(self, shop):
        """R-19: a payment can begin at 29:59, and not at 30:00."""
        purchase = ordered(shop)

        assert open_checkout(purchase, at=NOON + 29 * MINUTE) is None
        with pytest.raises(PriceLapsed):
            open_checkout(purchase, at=NOON + 30 * MINUTE)

    def test_what_was_paid_is_not_paid_again(self, shop):
        with pytest.raises(NotOpen):
            open_checkout(bought(shop), at=NOON)


class TestMessages:
    def test_a_paid_order_is_granted_once_however_often_it_is_told(self, shop, client):
        """R-04: before anybody came back from the page, twice, and by a second event."""
        purchase = ordered(shop)

        for event in ("evt_1", "evt_1", "evt_2"):
            assert delivered(client, message(purchase, event=event)) == 204

        assert left_of(purchase) == 40 * 3600
        assert (Payment.objects.count(), Lot.objects.count()) == (1, 1)
        assert ProviderEvent.objects.count() == 2

    def test_money_that_comes_days_later_grants_then(self, shop, client):
        purchase = ordered(shop)

        delivered(client, message(purchase, payment_status="unpaid"))
        assert not Payment.objects.exists()
        later = "checkout.session.async_payment_succeeded"
        delivered(client, message(purchase, event="evt_2", kind=later))

        assert Lot.objects.count() == 1

    def test_events_in_the_wrong_order_grant_once(self, shop, client):
        purchase = ordered(shop)
        later = "checkout.session.async_payment_succeeded"

        delivered(client, message(purchase, event="evt_2", kind=later))
        delivered(client, message(purchase, payment_status="unpaid"))
        delivered(client, message(purchase, event="evt_3"))

        assert (Payment.objects.count(), Lot.objects.count()) == (1, 1)

    def test_an_order_that_was_cancelled_meanwhile_is_for_a_person(self, shop, client):
        """R-05."""
        purchase = ordered(shop)
        cancel(purchase, by=shop.maja.user, at=NOON)

        assert delivered(client, message(purchase)) == 204

        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.CANCELLED
        assert Payment.objects.get().amount == purchase.amount
        assert Notice.objects.filter(kind="payment").exists()

    @pytest.mark.parametrize(
        "how", [{"secret": "whsec_of_somebody_else"}, {"age": 3600}], ids=["forged", "old"]
    )
    def test_what_is_not_signed_by_stripe_now_is_refused(self, shop, client, how):
        assert delivered(client, message(ordered(shop)), **how) == 400
        assert not ProviderEvent.objects.exists()

    @pytest.mark.parametrize("body", ["", "{}", "not json", "[]"])
    def test_bad_messages_break_nothing(self, shop, client, body):
        assert (
            client.post("/payments/messages/", body, content_type="application/json").status_code
            == 400
        )

    def test_other_events_are_kept_and_do_nothing(self, shop, client):
        purchase = ordered(shop)

        assert delivered(client, message(purchase, kind="checkout.session.expired")) == 204

        assert not Payment.objects.exists()

    def test_without_a_provider_there_is_nobody_to_tell(self, shop, client, settings):
        settings.PAYMENT_PROVIDER = ""

        assert delivered(client, message(ordered(shop))) == 404


def test_a_provider_that_cannot_be_reached_leaves_the_order_as_it_is(shop, client, settings):
    settings.PAYMENT_PROVIDER = "tests.interfaces.payments.test_stripe.nowhere"
    purchase = ordered(shop)
    client.force_login(shop.maja.user)

    page = client.post(f"/payments/{purchase.pk}/", follow=True).content.decode()

    assert "The payment provider cannot be reached now. Nothing was charged" in page
    assert not purchase.checkouts.exists()


def nowhere():
    """Stripe, at an address where nobody listens."""
    return Stripe("http://127.0.0.1:9")
