"""Past requests under another document: asked for, watched, read; with scripts and without."""

import secrets

from playwright.sync_api import expect

from tests.environment.browser import assert_holds
from tests.journeys.deeds import reload_until

ADMINISTRATOR = "ada@officina.example"
REPLAY = "/office/agreements/standard-services/replay/"


def test_a_replay_is_asked_for_watched_and_read(visits, signed_in, customer_asks, scripts):
    customer_asks(f"Telaio {secrets.token_hex(4)}")
    page = visits.new_page(state=signed_in(ADMINISTRATOR), scripts=scripts)
    page.goto(REPLAY)
    page.get_by_label("Under").select_option(label="standard-services, version 1")
    page.get_by_role("button", name="Replay the requests").click()
    page.wait_for_url(f"**{REPLAY}*/")

    told = page.get_by_text("As many promises would have been late as were.")
    if scripts:
        expect(told).to_be_visible()
    else:
        reload_until(page, told)

    expect(page.get_by_role("heading", name="Requests that would change")).to_be_visible()
    page.get_by_text("Every promise in figures").click()
    expect(page.get_by_role("cell", name="still open").first).to_be_visible()
    if scripts:
        assert_holds(page)
        # Where it was asked for, it is listed now.
        page.goto(REPLAY)
        assert_holds(page)
