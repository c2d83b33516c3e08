"""Somebody adds a passkey to the account, and from then on comes in with nothing else."""

import pytest
from playwright.sync_api import Page, expect

from tests.environment.browser import Visits, assert_accessible
from tests.journeys.deeds import sign_in

TONE = "tone@officina.example"
# As a laptop has it: it keeps passkeys, and knows its person's finger.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def by_name(live, chromium):
    """Pages of the desk under a name: a passkey belongs to a name, not to a number."""
    visits = Visits(chromium, live.address.replace("127.0.0.1", "localhost"))
    yield visits
    visits.close()
    assert not visits.troubles


def with_device(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_is_added_named_used_and_removed(by_name: Visits) -> None:
    page = by_name.new_page()
    with_device(page)
    sign_in(page, TONE)

    page.goto("/profile/second-factor/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill("a long and quiet evening")
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Name").fill("Laptop")
    assert_accessible(page)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("main").get_by_role("link", name="Second factor").click()
    expect(page.get_by_text("Laptop").first).to_be_visible()
    assert_accessible(page)

    page.goto("/desk/")
    page.context.clear_cookies()
    page.goto("/sign-in/?next=/desk/notices/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: url.endswith("/desk/notices/") and "/sign-in/" not in url)

    page.goto("/profile/second-factor/")
    page.get_by_role("link", name="Remove Laptop").click()
    page.get_by_role("link", name="With a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("link", name="Remove Laptop")).to_have_count(0)
