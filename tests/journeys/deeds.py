"""What people do on the pages, whichever journey they are on."""

import re
import time
from datetime import datetime
from http import HTTPStatus
from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from playwright.sync_api import Locator, Page, StorageState, StorageStateCookie, expect

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


def cookies_of(address: str, email: str) -> StorageState:
    """What a browser keeps of somebody who has come in there by the sign-in page, without a browser."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    opener.addheaders = [("Accept-Language", "en")]
    with opener.open(f"{address}/sign-in/") as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token
    form = {"csrfmiddlewaretoken": token[1], "login": email, "password": PASSWORD}
    with opener.open(f"{address}/sign-in/", urlencode(form).encode()) as answer:
        assert "/sign-in/" not in answer.url
    return {"cookies": [_as_browsers_write_it(cookie) for cookie in jar], "origins": []}


def _as_browsers_write_it(cookie: Cookie) -> StorageStateCookie:
    return {
        "name": cookie.name,
        "value": cookie.value or "",
        "domain": cookie.domain,
        "path": cookie.path,
        "expires": cookie.expires or -1,
        "httpOnly": True,
        "secure": cookie.secure,
        "sameSite": "Lax",
    }


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
