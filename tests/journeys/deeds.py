"""What people do on the pages, whichever journey they are on."""

import time
from datetime import datetime
from http import HTTPStatus

from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from tests.environment.browser import PATIENCE_SECONDS
from tests.journeys.suite_rules import ROME

ELENA, GIULIA = "elena@officina.example", "giulia@brembo.example"


def sign_in(page: Page, email: str) -> None:
    """Come in through the sign-in page, in the language of the browser: English."""
    page.goto("/sign-in/")
    page.get_by_label("Mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def reload_until(page: Page, wanted: Locator) -> None:
    """Look again until the page shows `wanted`, as a person does who waits for an answer."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not wanted.count() and time.monotonic() < until:
        page.wait_for_timeout(200)
        page.reload()
    expect(wanted.first).to_be_visible()


def row_of(page: Page, subject: str) -> Locator:
    """The line of the queue or of a search that names `subject`."""
    return page.locator("[data-row]").filter(has_text=subject)


def shown_instant(place: Locator) -> datetime:
    """The instant that `place` shows, and that a clock in Rome shows the same."""
    hour = place.locator("time").first
    instant = datetime.fromisoformat(str(hour.get_attribute("datetime")))
    expect(hour).to_have_text(instant.astimezone(ROME).strftime("%H:%M"))
    return instant


def send(page: Page) -> None:
    """Send a request on the Italian pages; where its promise moves meanwhile they ask once more."""
    button = page.get_by_role("button", name="Invia la richiesta")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        button.click()
    if sent.value.status == HTTPStatus.CONFLICT:
        button.click()
