"""The corpus on every page that shows mail, in the real browser: no script, no request, no overlay."""

import pytest
from playwright.sync_api import Page

from tests.journeys.deeds import ELENA, GIULIA

# Of a frame that runs nothing the browser still tells where each thing in it lies.
OPEN_ALL = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
# All frames at once: a browser that is left to it loads each when it comes into view.
LOAD_ALL = "document.querySelectorAll('iframe').forEach((each) => { each.loading = 'eager'; })"
HIT = "document.documentElement.dataset.hit || document.title.includes('hit')"
OVER = """() => [...document.querySelectorAll('body *')]
    .filter((each) => ['fixed', 'absolute', 'sticky'].includes(getComputedStyle(each).position))
    .length"""


@pytest.fixture(scope="module")
def received(live):
    return live.call("tests.hostile_mail.house:receive")


@pytest.fixture
def heard(visits):
    """A page, and the dialogs that something on it opened."""
    dialogs: list[str] = []

    def open_page(state):
        page = visits.new_page(state=state)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.context.on("page", lambda other: dialogs.append(f"a window: {other.url}"))
        return page

    yield open_page
    assert not dialogs


def test_nothing_of_it_was_lost(received):
    assert len(received["requests"]) >= 14
    assert len(received["quarantined"]) <= 5, received["quarantined"]


def test_the_desk_and_its_customer_see_words_and_nothing_happens(received, heard, signed_in):
    desk, portal = heard(signed_in(ELENA)), heard(signed_in(GIULIA))

    for number in received["requests"]:
        for page, address in ((desk, f"/desk/tickets/{number}/"), (portal, f"/requests/{number}/")):
            look_at(page, address)


def test_lists_and_searches_show_subjects_as_words(received, heard, signed_in):
    desk, portal = heard(signed_in(ELENA)), heard(signed_in(GIULIA))

    for page, address in (
        (desk, "/desk/"),
        (desk, "/desk/search/?q=stampa"),
        (desk, "/office/mail/"),
        (portal, "/"),
        (portal, "/?q=stampa"),
    ):
        look_at(page, address)


def look_at(page: Page, address: str) -> None:
    """Open the page with everything on it opened, and look into each frame."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, (address, answer.status)
    page.evaluate(OPEN_ALL)
    page.evaluate(LOAD_ALL)
    assert not page.evaluate(HIT), address
    ours = page.evaluate("location.origin")
    for frame in page.frames[1:]:
        frame.wait_for_url(lambda url: url.startswith(ours))
        assert frame.evaluate(OVER) == 0, frame.url
    assert not page.evaluate(HIT), address
