"""Billing and managers keep orders and payments; agents do not."""

import re

import pytest

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from puntuale.apps.sales.models import BankLine, Purchase
from tests.apps.sales.shopping import PACK, bought, open_shop, ordered, paid

LIST = "date,amount,text\n2026-11-20,{amount},{text}\n"


@pytest.fixture
def shop(cast):
    return open_shop(cast)


@pytest.fixture
def billing(client, shop):
    """Bruna keeps the sales and reads no requests."""
    bruna = User.objects.create_user("bruna@officina.example", name="Bruna Neri", role=Role.BILLING)
    client.force_login(bruna)
    return client


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_billing_is_led_to_the_orders_and_reads_no_requests(billing):
    assert billing.get("/desk/")["Location"] == "/office/orders/"
    assert billing.get("/desk/search/?q=x").status_code == 403
    assert billing.get("/office/orders/").status_code == 200
    assert billing.get("/office/customers/").status_code == 403


def test_an_agent_keeps_no_sales(client, shop):
    purchase = ordered(shop)
    client.force_login(shop.davide)

    for path in ("orders/", f"orders/{purchase.pk}/", "bank/", "balances/", "orders/new/"):
        assert client.get(f"/office/{path}").status_code == 403, path
    for deed in ("payment", "cancellation", "refund", "acceptance"):
        assert (
            client.post(f"/office/orders/{purchase.pk}/{deed}/", {"note": "x"}).status_code == 403
        )
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.ORDERED


def test_an_order_is_written_for_a_customer_with_its_price(billing, shop):
    form = {
        "organisation": shop.alpine.pk,
        "quantity": "2",
        "key": "00000000-0000-4000-8000-000000000001",
    }

    assert "80 h: €5,600.00" in words(billing.post("/office/orders/new/", form))
    answer = billing.post("/office/orders/new/", form | {"offer": PACK})

    purchase = Purchase.objects.get()
    assert answer["Location"] == f"/office/orders/{purchase.pk}/"
    assert purchase.amount == 560000


def test_money_that_was_seen_is_noted_and_granted(billing, shop):
    purchase = ordered(shop)

    assert billing.post(f"/office/orders/{purchase.pk}/payment/", {}).status_code == 422
    billing.post(f"/office/orders/{purchase.pk}/payment/", {"note": "statement 47"})

    assert "statement 47" in words(billing.get(f"/office/orders/{purchase.pk}/"))
    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.GRANTED


@pytest.mark.parametrize("amount", ["2.800", "1e3", "-1", "2800.001", "2801", ""])
def test_a_refund_is_an_amount_and_not_more_than_was_paid(billing, shop, amount):
    purchase = bought(shop)

    billing.post(f"/office/orders/{purchase.pk}/refund/", {"amount": amount, "note": "x"})

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.GRANTED


def test_a_refund_is_noted_once(billing, shop):
    purchase = bought(shop)

    billing.post(f"/office/orders/{purchase.pk}/refund/", {"amount": "100,50", "note": "half"})

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.REFUNDED
    assert purchase.payments.order_by("pk").last().amount == -10050


def test_a_statement_is_looked_at_before_it_is_kept(billing, shop):
    purchase = ordered(shop)
    text = LIST.format(amount="2800.00", text=purchase.reference)

    page = words(billing.post("/office/bank/", {"text": text, "currency": "EUR"}))
    assert "Alpine Optics, a package of 40 h" in page
    assert not BankLine.objects.exists()
    billing.post("/office/bank/", {"text": text, "currency": "EUR", "confirm": "yes"})

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.GRANTED


def test_what_is_no_statement_is_refused_with_a_reason(billing):
    answer = billing.post("/office/bank/", {"text": "<!DOCTYPE a><Document/>", "currency": "EUR"})

    assert answer.status_code == 422
    assert "document type" in words(answer)


def test_a_part_is_decided_by_a_person(billing, shop):
    purchase = ordered(shop)
    text = LIST.format(amount="2799.00", text=purchase.reference)
    billing.post("/office/bank/", {"text": text, "currency": "EUR", "confirm": "yes"})
    assert "less than the order’s amount" in words(billing.get("/office/bank/"))

    billing.post(f"/office/bank/{BankLine.objects.get().pk}/decision/", {"order": purchase.pk})
    assert "€2,799.00 came instead of €2,800.00" in words(
        billing.get(f"/office/orders/{purchase.pk}/")
    )
    billing.post(f"/office/orders/{purchase.pk}/acceptance/", {"note": "bank charges"})

    purchase.refresh_from_db()
    assert purchase.state == Purchase.State.GRANTED


def test_money_that_granted_nothing_comes_first(billing, shop):
    purchase = bought(shop)
    paid(purchase, key="line:other")

    assert "Money that waits for a decision" in words(billing.get("/office/orders/"))


def test_balances_show_whose_package_lasts_how_long(billing, shop):
    bought(shop)

    page = words(billing.get("/office/balances/"))

    assert "Alpine Optics" in page
    assert "40 h left of 40 h" in page
    assert "40 h <small>left of 40 h</small>" in words(
        billing.get(f"/office/balances/{shop.alpine.pk}/")
    )


def test_the_iban_of_the_vendor_is_one(client, shop):
    client.force_login(shop.admin)
    facts = {
        "name": "Officina", "language": "it", "time_zone": "Europe/Rome", "reminder_after_days": "3",
        "closes_after_days": "10", "access_details_days": "7", "coverage_warning_days": "30",
        "account_holder": "",
    }  # fmt: skip

    assert (
        client.post("/office/vendor/", facts | {"iban": "IT60X054281110100000012345"}).status_code
        == 422
    )
    client.post("/office/vendor/", facts | {"iban": "it60 X054 2811 1010 0000 0123 456"})

    assert Vendor.objects.get().iban == "IT60X0542811101000000123456"


def test_what_is_to_be_billed_is_exported_once_and_read_again(billing, shop):
    bought(shop)
    page = words(billing.get("/office/billing/"))
    assert "Alpine Optics" in page
    assert "€2,800.00" in page

    answer = billing.post("/office/billing/", {"through": "2026-11-30"})
    again = billing.post("/office/billing/", {"through": "2026-11-30"}, follow=True)

    assert "There is nothing to bill up to that day." in words(again)
    first, second = (billing.get(f"{answer['Location']}csv/").content for _twice in range(2))
    assert first == second
    assert "a package of 40 h" in first.decode()
    assert "2800.00,EUR" in first.decode()


def test_the_statement_of_a_customer_is_read_and_opened_in_a_spreadsheet(billing, shop):
    bought(shop)
    path = f"/office/balances/{shop.alpine.pk}/2026/11/"

    assert "€2,800.00" in words(billing.get(path))
    assert "2800.00,EUR" in billing.get(f"{path}csv/").content.decode()
    assert billing.get(f"/office/balances/{shop.alpine.pk}/2026/13/").status_code == 404
