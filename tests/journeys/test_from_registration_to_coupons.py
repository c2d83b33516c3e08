"""One customer in the browser, from the registration with a serial number to coupons at a discount."""

import re
import secrets

from playwright.sync_api import Page, expect

from puntuale.core.licences.machine import MachineRequest, write_request
from tests.apps.catalogue.machines import machine
from tests.environment.browser import assert_holds
from tests.environment.sink import text_of
from tests.journeys.deeds import reload_until

HOUSE = "tests.journeys.direct_house"


def follow_link(page: Page, mail) -> None:
    found = re.search(r"http://\S+", text_of(mail))
    assert found
    page.goto(found[0])


def registers(page: Page, sink, *, serial: str, email: str) -> None:
    page.goto("/register/")
    page.get_by_role("textbox", name="Serial number").fill(serial.lower())
    page.get_by_label("Company").fill(f"Studio {serial}")
    page.get_by_label("Address", exact=True).fill("Via Roma 1, Bergamo")
    page.get_by_label("Country").select_option("IT")
    page.get_by_label("Your name").fill("Sara Sartor")
    page.get_by_label("Telephone").fill("035 1234567")
    page.get_by_label("Work mail").fill(email)
    page.get_by_label("I want to sign in here").check()
    page.get_by_label("I accept the support terms").check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    follow_link(page, sink.mail_to(email))
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are registered")
    welcome = sink.wait_for(lambda m: email in m["X-Envelope-To"] and "version 1" in text_of(m))
    assert "Direct Support" in text_of(welcome)


def comes_in(page: Page, sink, email: str) -> None:
    """By a mailed link, as whoever has registered is offered."""
    page.get_by_role("link", name="Come in: have a link sent").click()
    expect(page.get_by_label("Mail address")).to_have_value(email)
    page.get_by_role("button", name="Send the link").click()
    follow_link(
        page, sink.wait_for(lambda m: email in m["X-Envelope-To"] and "/sign-in/" in text_of(m))
    )
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sara")


def activates(page: Page, serial: str, name: str) -> None:
    page.goto("/licences/")
    request = write_request(MachineRequest(serial, machine(serial + name), name))
    offline = page.get_by_role("region", name="Activate a machine without a network")
    offline.get_by_label("Or its text").fill(request)
    page.get_by_role("button", name="Activate the machine").click()
    expect(page.get_by_role("status")).to_contain_text("The machine is active.")


def asks(page: Page, subject: str) -> None:
    page.goto("/new/")
    page.get_by_label("In one line").fill(subject)
    page.get_by_label("What happens").fill("The terminal does not ring.")
    with page.expect_navigation():
        page.get_by_role("button", name="Send request").click()
    if "/requests/" not in page.url:
        page.get_by_role("button", name="Send request").click()
        page.wait_for_url("**/requests/*/")


def is_called(desk: Page, outcome: str, attempt: str) -> None:
    desk.reload()
    desk.get_by_role("button", name="Call now").click()
    desk.get_by_role("button", name=outcome).click()
    expect(desk.get_by_role("region", name="Call back")).to_contain_text(attempt)


def test_from_the_registration_to_coupons_at_a_discount(live, visits, signed_in, sink):
    key = secrets.token_hex(3).upper()
    serial, email, subject = f"OP-{key}", f"sara@{key}.example".lower(), f"Terminal {key}"
    caller = f"nora.{key}@officina.example".lower()
    live.call(f"{HOUSE}:licence_sold", serial=serial)

    # Register, prove the address, and come in; the first coupon is there.
    page = visits.new_page()
    registers(page, sink, serial=serial, email=email)
    comes_in(page, sink, email)
    live.call(f"{HOUSE}:lives_where_it_is_day", email=email)
    page.goto("/balance/")
    reload_until(page, page.get_by_text("1 coupon").first)

    # Two machines; the one that is lost gives its place back.
    activates(page, serial, "office")
    activates(page, serial, "laptop")
    machines = page.get_by_role("region", name="Machines", exact=True)
    expect(machines).to_contain_text("office")
    assert_holds(page)
    page.get_by_role("button", name="Release laptop").click()
    expect(machines).not_to_contain_text("laptop")

    # A direct request: a call within 24 hours.
    asks(page, subject)
    promises = page.get_by_role("region", name="What we promise")
    expect(promises).to_contain_text("24 hours")
    number = int(page.url.rstrip("/").rpartition("/")[2])

    # Tried three times, with time between; then the customer is written to.
    live.call(f"{HOUSE}:hires", email=caller)
    desk = visits.new_page(state=signed_in(caller))
    desk.goto("/desk/calls/")
    reload_until(desk, desk.get_by_role("link", name=str(number)))
    desk.get_by_role("link", name=str(number)).click()
    is_called(desk, "No answer", "1/3")
    live.call(f"{HOUSE}:minutes_pass", number=number, minutes=120)
    is_called(desk, "Voicemail", "2/3")
    live.call(f"{HOUSE}:minutes_pass", number=number, minutes=120)
    is_called(desk, "No answer", "3/3")
    sink.wait_for(lambda m: email in m["X-Envelope-To"] and "call you 3 times" in text_of(m))

    # The customer says when, and is reached: seventeen minutes are two coupons.
    page.reload()
    page.get_by_text("Ask for a call").click()
    page.get_by_role("button", name="Call me").click()
    expect(page.get_by_role("region", name="Call back")).to_contain_text("We call +39 035 123 4567")
    desk.reload()
    desk.get_by_role("button", name="Call now").click()
    live.call(f"{HOUSE}:minutes_pass", number=number, minutes=17)
    desk.get_by_role("button", name="Picked up").click()
    desk.get_by_role("button", name="Record", exact=True).first.click()
    expect(desk.locator(".charge").first).to_contain_text("2 coupons")
    page.reload()
    expect(page.locator(".charge").first).to_contain_text(
        "17 minutes are two started quarters of an hour: 2 coupons."
    )

    # While the upgrade subscription lasts, coupons cost 40 % less.
    live.call(f"{HOUSE}:subscribes", email=email)
    page.goto("/buy/")
    coupons = page.get_by_role("form", name="Coupon", exact=True)
    coupons.get_by_label("How many").fill("5")
    coupons.get_by_role("button", name="See the price").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 coupons: €75.00")
    page.get_by_role("button", name="Order", exact=True).click()
    page.get_by_role("button", name="Pay by card").click()
    page.get_by_role("link", name="To the payment page").click()
    page.get_by_role("button", name="It was paid").click()
    expect(page.locator("main")).to_contain_text("It is in your balance.")
    page.get_by_role("link", name="Show the balance").click()
    # The free one pays for one quarter of an hour, one of the five for the other.
    expect(page.get_by_role("region", name="What you hold")).to_contain_text("4 coupons")
