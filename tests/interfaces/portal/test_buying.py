"""A customer sees what is left, buys more, and is told how to pay."""

import re
import uuid

import pytest

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.customers.models import Contact
from puntuale.apps.sales.actions.ordering import cancel
from puntuale.apps.sales.models import Purchase
from tests.apps.sales.shopping import COUPON, PACK, bought, open_shop, ordered

IBAN = "IT60X0542811101000000123456"


@pytest.fixture
def shop(cast):
    return open_shop(cast)


@pytest.fixture
def maja(client, shop):
    Vendor.objects.update(iban=IBAN, account_holder="Officina Software S.r.l.")
    client.force_login(shop.maja.user)
    return client


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def filled(**more):
    return {"offer": PACK, "quantity": "1", "key": str(uuid.uuid4()), "order_number": ""} | more


def test_the_balance_says_what_is_left_and_what_happens_next(maja, shop):
    bought(shop)
    bought(shop, COUPON, 3)

    page = words(maja.get("/balance/"))

    assert "40 h <small>left of 40 h</small>" in page
    assert "Good until 23 November 2027." in page
    assert "When it is used up, work costs €80.00 an hour." in page
    assert "<strong>4 coupons</strong>" in page  # one was given


def test_whoever_holds_nothing_is_told_so(maja, shop):
    Coverage.objects.filter(agreement__code="direct-support").delete()

    assert "You hold no packages" in words(maja.get("/balance/"))


def test_what_is_on_offer_is_shown_with_its_price_and_what_it_is_good_for(maja):
    page = words(maja.get("/buy/"))

    assert "Package of 40 h" in page
    assert "€2,800.00" in page
    assert "Good for 12 months." in page
    assert "Each pays for a started 15 minutes." in page


def test_a_quantity_is_answered_by_its_price_and_nothing_is_ordered_yet(maja):
    page = words(maja.post("/buy/", filled(offer=COUPON, quantity="4")))

    assert "4 coupons: €100.00" in page
    assert not Purchase.objects.exists()


def test_confirmed_it_is_ordered_once_and_leads_to_how_it_is_paid(maja):
    form = filled(offer=COUPON, quantity="4", shown="10000 EUR", order_number="PO-7")

    answers = [maja.post("/buy/", form) for _twice in range(2)]

    purchase = Purchase.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/orders/{purchase.pk}/"}
    page = words(maja.get(f"/orders/{purchase.pk}/"))
    assert "IT60 X054 2811 1010 0000 0123 456" in page
    assert "<svg" in page
    assert "PO-7" in page
    assert "Pay by card" not in page


def test_another_price_than_the_one_shown_is_asked_about_again(maja):
    page = words(maja.post("/buy/", filled(shown="270000 EUR")))

    assert "The price has changed meanwhile." in page
    assert "€2,800.00" in page
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "1.5", "x"])
def test_a_quantity_that_nobody_means_is_refused_at_its_field(maja, quantity):
    answer = maja.post("/buy/", filled(quantity=quantity))

    assert answer.status_code == 422
    assert "data-invalid" in answer.content.decode()


def test_whoever_may_not_spend_is_told_who_may(client, shop):
    Contact.objects.filter(pk=shop.giulia.pk).update(organisation=shop.alpine)
    client.force_login(shop.giulia.user)

    assert "Maja Kranjc" in client.get("/buy/", headers={"accept-language": "en"}).content.decode()
    assert client.post("/buy/", filled(shown="280000 EUR")).status_code == 403
    assert not Purchase.objects.exists()


def test_an_order_is_cancelled_by_whoever_may_order(maja, client, shop):
    purchase = ordered(shop)

    maja.post(f"/orders/{purchase.pk}/cancellation/")

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.CANCELLED


def test_the_orders_of_others_do_not_exist(client, shop):
    purchase = ordered(shop)
    client.force_login(shop.giulia.user)

    assert client.get(f"/orders/{purchase.pk}/").status_code == 404
    assert client.post(f"/orders/{purchase.pk}/cancellation/").status_code == 404
    assert client.post(f"/payments/{purchase.pk}/").status_code == 404


class TestPayingByCard:
    """The provider's page is reached by a link; only its signed message grants anything."""

    @pytest.fixture(autouse=True)
    def _set_up(self, settings):
        settings.PAYMENT_PROVIDER = "puntuale.interfaces.payments.pretend.Pretend"

    def test_the_button_leads_to_the_page_of_the_provider(self, maja, shop):
        purchase = ordered(shop)
        assert "Pay by card" in words(maja.get(f"/orders/{purchase.pk}/"))

        page = words(maja.post(f"/payments/{purchase.pk}/"))

        session = purchase.checkouts.get().session
        assert f"/payments/pretend/{session}/" in page
        assert maja.post(f"/payments/{purchase.pk}/").status_code == 200
        assert purchase.checkouts.count() == 1
        maja.post(f"/payments/pretend/{session}/")
        purchase.refresh_from_db()
        assert purchase.state == Purchase.State.GRANTED

    def test_a_cancelled_order_is_not_paid(self, maja, shop):
        purchase = ordered(shop)
        cancel(purchase, by=shop.elena, at=purchase.ordered_at)

        assert maja.post(f"/payments/{purchase.pk}/").status_code == 302
        assert not purchase.checkouts.exists()


def test_the_statement_is_for_whoever_spends_or_sees_everything(maja, client, shop):
    bought(shop)

    page = words(maja.get("/statement/2026/11/"))
    assert "A package of 40 h" in page
    assert "€2,800.00" in page
    table = maja.get("/statement/2026/11/csv/")
    assert table["Content-Disposition"] == 'attachment; filename="statement-2026-11.csv"'
    assert "2800.00,EUR" in table.content.decode()
    Contact.objects.filter(pk=shop.maja.pk).update(may_spend=False)
    assert maja.get("/statement/2026/11/").status_code == 403
