"""Every page, in light and dark, on a desk and on a phone: axe finds nothing, and it fits."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from puntuale.interfaces.office.resources import RESOURCES
from tests.environment.browser import FOUR_FORMS, TWO_FORMS, assert_fits, assert_holds
from tests.journeys.deeds import ELENA, GIULIA, row_of, send

ADMINISTRATOR, MAJA = "ada@officina.example", "maja@alpine.example"
PARTNER = "rete@partner.example"
CLOSURE = "code=strike&first_date=2030-12-02&last_date=2030-12-04&availability="
PAGES = [
    ("sign-in", None, "/sign-in/"),
    ("sign-in by link", None, "/sign-in/link/"),
    ("public request", None, "/request/"),
    ("registration", None, "/register/"),
    ("registration, sent", None, "/register/sent/"),
    ("a vulnerability", None, "/security/"),
    ("partners", None, "/partners/"),
    ("enquiries", ELENA, "/desk/enquiries/"),
    ("support pages", None, "/support/"),
    ("support page in Italian", None, "/support/suite-sla/?language=it"),
    ("support page in English", None, "/support/standard-services/?language=en"),
    ("queue", ELENA, "/desk/"),
    ("search", ELENA, "/desk/search/?q=telaio"),
    ("request on behalf", ELENA, "/desk/tickets/new/"),
    ("saved replies", ELENA, "/desk/replies/"),
    ("notices", ELENA, "/desk/notices/"),
    ("profile", ELENA, "/desk/profile/"),
    ("tokens for programs", ELENA, "/profile/tokens/"),
    ("the API", None, "/api/v1/"),
    ("my requests", GIULIA, "/"),
    ("closed requests", GIULIA, "/closed/"),
    ("new request", GIULIA, "/new/"),
    ("customer's profile", GIULIA, "/profile/"),
    ("customer's own data", GIULIA, "/profile/data/"),
    ("second factor", GIULIA, "/profile/second-factor/"),
    ("licences of a customer", GIULIA, "/licences/"),
    ("a licence of a customer", GIULIA, "/licences/1/"),
    ("a licence at the desk", ELENA, "/desk/licences/1/"),
    ("calls", ELENA, "/desk/calls/"),
    ("news", GIULIA, "/news/"),
    ("new colleagues", MAJA, "/colleagues/"),
    ("what is left", MAJA, "/balance/"),
    ("what can be bought", MAJA, "/buy/"),
    ("an order that waits", MAJA, "/orders/2/"),
    ("a month", MAJA, "/statement/2026/11/"),
    ("licences", ELENA, "/desk/licences/?q=os"),
    ("closure, looked at before", ADMINISTRATOR, f"/office/closures/preview/?{CLOSURE}"),
    ("holidays", ADMINISTRATOR, "/office/agreements/suite-sla/1/holidays/"),
    (
        "agreement",
        ELENA,
        "/office/agreements/suite-sla/?channel=email&type=bug&severity=P1&arrives=2026-11-27T18:00",
    ),
    ("a customer of a partner", PARTNER, "/desk/customers/3/"),
    ("a partner's card", PARTNER, "/desk/card/"),
    ("a partner's terms", PARTNER, "/desk/terms/"),
    ("what a partner charges", PARTNER, "/desk/billing/"),
    ("health", ADMINISTRATOR, "/operations/"),
]
# Where people spend their day, in every form.
LOOKED_AT_MOST = {"sign-in", "queue", "new request"}
OFFICE = [
    *RESOURCES,
    *(f"{code}/new" for code in RESOURCES),
    *("agreements", "agreements/suite-sla/1"),
    *("agreements/suite-sla/changes", "agreements/suite-sla/draft"),
    *("mailboxes/1/sign-in", "agreements/standard-services/replay"),
    *("abilities", "closures", "import", "licence-keys", "log", "mail", "news", "news/new"),
    *("registrations", "coverages/sellers", "vendor", "privacy", "privacy/people/1"),
    *("words", "words/received"),
    *("orders", "orders/2", "orders/new", "bank", "balances", "balances/1", "billing"),
]


@pytest.mark.parametrize(("name", "email", "path"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_page_holds(page_of, name, email, path):
    page = page_of(email)

    answer = page.goto(path)

    assert answer.status == 200
    assert_holds(page, FOUR_FORMS if name in LOOKED_AT_MOST else TWO_FORMS)


def test_the_longest_navigation_has_room_beside_the_clock(page_of):
    page = page_of(PARTNER)
    before = page.viewport_size

    for width in (961, 1000, 1100):
        page.set_viewport_size({"width": width, "height": before["height"]})
        page.goto("/desk/terms/")
        assert_fits(page)

    page.set_viewport_size(before)


@pytest.mark.parametrize("path", OFFICE)
def test_a_page_of_the_office_holds(page_of, path):
    page = page_of(ADMINISTRATOR)

    answer = page.goto(f"/office/{path}/")

    assert answer.status == 200
    assert_holds(page)


def test_the_pages_of_one_request_hold(visits, signed_in, customer_asks):
    subject = f"Telaio {secrets.token_hex(4)}"
    customer_asks(subject)
    desk = visits.new_page(state=signed_in(ELENA))
    desk.goto("/desk/")
    row_of(desk, subject).get_by_role("link", name=subject).click(force=True)
    desk.wait_for_url("**/tickets/*/")
    assert_holds(desk, FOUR_FORMS)
    desk.get_by_role("link", name="All, and how to reach the system").click()
    desk.wait_for_url("**/access/")
    assert_holds(desk)
    desk.go_back()
    desk.get_by_role("link", name="Another customer or product").click()
    desk.wait_for_url("**/subject/")
    desk.get_by_role("button", name="Show what changes").click()
    assert_holds(desk)


def test_work_on_a_request_holds(visits, signed_in, customer_asks):
    subject = f"Telaio {secrets.token_hex(4)}"
    customer_asks(subject)
    desk = visits.new_page(state=signed_in(ELENA))
    desk.goto("/desk/")
    row_of(desk, subject).get_by_role("link", name=subject).click(force=True)
    desk.get_by_role("button", name="Start the timer").click()
    expect(desk.get_by_role("timer")).to_have_text(re.compile("00:00:0[1-9]"))
    assert_holds(desk)
    desk.get_by_role("button", name="Stop").click()
    assert_holds(desk)
    desk.get_by_role("button", name="Record", exact=True).first.click()
    desk.locator(".entries a").click()
    desk.wait_for_url("**/worked/*/")
    assert_holds(desk)


def test_the_page_of_a_request_holds_for_its_customer(visits, signed_in):
    page = visits.new_page(state=signed_in(GIULIA))
    page.goto("/new/")
    page.get_by_label("In una riga").fill("Il telaio fischia")
    page.get_by_label("Che cosa accade").fill("Solo di notte.")
    page.get_by_role("radio", name="Bassa").check()
    expect(page.locator("#forecast")).to_contain_text("16 ore lavorative")
    send(page)
    page.wait_for_url("**/requests/*/")

    assert_holds(page)
