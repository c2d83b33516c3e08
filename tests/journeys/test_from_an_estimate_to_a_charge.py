"""A request becomes an estimate, a yes on the phone, work over closing time, a charge with reasons."""

import re
import secrets
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.environment.browser import FOUR_FORMS, assert_holds
from tests.environment.sink import text_of
from tests.journeys.deeds import ELENA, reload_until, row_of, sign_in

WORKED = ("2026-11-23T17:30", "2026-11-23T18:30")  # a Monday, half an hour before closing and after


def link_in(mail) -> str:
    found = re.search(r"https?://[^/\s]+(/estimates/[\w-]+/)", text_of(mail))
    assert found
    return found[1]


def asks(page: Page, subject: str, email: str) -> None:
    page.goto("/request/")
    page.get_by_label("In one line").fill(subject)
    page.get_by_label("What happens").fill("Please move it to the new server.")
    page.get_by_label("Your name").fill("Sara Sartor")
    page.get_by_label("Mail address").fill(email)
    page.get_by_role("button", name="Send request").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_from_a_request_by_form_to_a_charge_with_reasons_on_both_sides(
    live, visits, signed_in, sink
):
    key = secrets.token_hex(4)
    email = live.call("tests.journeys.prepaid_house:customer_with_package", key=key)
    subject = f"Move the archive {key}"
    asks(visits.new_page(), subject, email)

    # The desk reads it, composes an estimate and sends it.
    desk = visits.new_page(state=signed_in(ELENA))
    desk.goto("/desk/")
    reload_until(desk, row_of(desk, subject))
    row_of(desk, subject).get_by_role("link", name=subject).click()
    ticket = desk.url
    desk.get_by_label("Type", exact=True).select_option("T2")
    desk.get_by_role("button", name="Set", exact=True).click()
    desk.get_by_role("link", name="Make an estimate").click()
    desk.get_by_label("For the customer, in English").fill("We copy the archive and check it.")
    desk.get_by_role("textbox", name=re.compile("^In hours")).fill("30 min")
    desk.get_by_role("textbox", name=re.compile("^Out of hours")).fill("30 min")
    desk.get_by_label("Expected completion").fill(str(datetime.now(UTC).date() + timedelta(days=3)))
    expect(desk.locator("#priced")).to_contain_text("You pay at most")
    expect(desk.locator("#priced")).to_contain_text("1 h 15")
    assert_holds(desk)
    desk.get_by_role("button", name="Send to Sara Sartor").click()
    expect(desk.locator("body")).to_contain_text("Waiting for the decision on the estimate.")

    # Without an account, on a telephone; opening it decides nothing.
    told = sink.wait_for(lambda m: email in m["X-Envelope-To"] and "Estimate 1" in m["Subject"])
    assert any(part.get_content_type() == "application/pdf" for part in told.walk())
    phone = visits.new_page(width=390, scripts=False)
    phone.goto(link_in(told))
    expect(phone.locator(".card")).to_contain_text("You pay at most")
    phone.get_by_label("Your name").fill("Sara Sartor")
    phone.get_by_label(re.compile("I may commit")).check()
    phone.get_by_role("button", name=re.compile("Accept, at most")).click()
    expect(phone.get_by_role("status")).to_contain_text("Accepted by Sara Sartor")

    # Only now the timer starts; what was worked over closing time is written down.
    desk.goto(ticket)
    desk.get_by_role("button", name="Start the timer").click()
    desk.get_by_role("button", name="Stop").click()
    desk.get_by_role("button", name="Drop").click()
    desk.goto(ticket)
    desk.get_by_text("Record work by hand").click()
    hours = desk.locator("form[action$='/worked/']").last
    hours.get_by_label("Began").fill(WORKED[0])
    hours.get_by_label("Ended").fill(WORKED[1])
    hours.get_by_role("button", name="Record").click()
    charge = desk.locator(".charge").first
    expect(charge).to_contain_text("1 h 15 of the package")
    expect(charge).to_contain_text("after 18:00")

    # The customer reads the same reasons, and learns that the package runs low.
    customer = visits.new_page()
    sign_in(customer, email)
    customer.get_by_role("link", name=subject).first.click()
    expect(customer.locator(".charge").first).to_contain_text("1 h 15 of the package")
    expect(customer.locator(".charge").first).to_contain_text("after 18:00")
    live.call("tests.journeys.prepaid_house:look_at_packages")
    low = sink.wait_for(lambda mail: email in mail["X-Envelope-To"] and "80" in text_of(mail))
    assert low["Content-Language"] == "en"


def test_the_page_of_a_decision_holds(live, visits):
    key = secrets.token_hex(4)
    live.call("tests.journeys.prepaid_house:customer_with_package", key=key)
    path = live.call("tests.journeys.prepaid_house:estimate_waiting", key=key)

    for language in ("en", "it"):
        page = visits.new_page()
        page.goto(f"{path}?language={language}")
        assert_holds(page, FOUR_FORMS)
