"""A newcomer without the demo: the key of the terminal, three steps, and the first mail."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.environment.browser import Visits, assert_holds
from tests.environment.live import live_installation
from tests.journeys.deeds import reload_until, row_of
from tests.journeys.house import SUPPORT
from tests.journeys.letters import letter


@pytest.fixture
def empty(sink, tmp_path):
    """A running installation that nobody has set up."""
    with live_installation(tmp_path, smtp_port=sink.port) as live:
        yield live


@pytest.fixture
def newcomer(empty, chromium, scripts):
    """The newcomer's page."""
    visits = Visits(chromium, empty.address)
    yield visits.new_page(scripts=scripts)
    visits.close()
    # The page that asks for the key says so with its status.
    assert not [trouble for trouble in visits.troubles if "403" not in trouble]


def check(page, scripts):
    if scripts:
        assert_holds(page)


def test_three_steps_lead_to_a_desk_that_takes_its_first_mail(empty, newcomer, scripts, sink):
    newcomer.goto("/desk/")
    expect(newcomer.get_by_role("heading", name="First start")).to_be_visible()
    newcomer.goto(re.search(r"http://\S+/setup/\?key=\S+", empty.said())[0])
    check(newcomer, scripts)

    newcomer.get_by_label("Your company").fill("Officina Software")
    newcomer.get_by_label("Your name").fill("Ada Ferri")
    newcomer.get_by_label("Your e-mail address").fill("ada@officina.example")
    newcomer.get_by_label("Password").fill(PASSWORD)
    newcomer.get_by_role("button", name="Next step").click()

    expect(newcomer.get_by_text("Step 2 of 3")).to_be_visible()
    check(newcomer, scripts)
    newcomer.get_by_label("Address", exact=True).fill(SUPPORT)
    newcomer.get_by_role("button", name="Next step").click()

    expect(newcomer.get_by_text("Step 3 of 3")).to_be_visible()
    check(newcomer, scripts)
    newcomer.get_by_role("button", name="Open the desk").click()
    expect(newcomer.get_by_text("Your desk is ready.")).to_be_visible()

    first = letter(to=SUPPORT, subject="La prima", text="Buongiorno.", key="first")
    empty.deliver(first.as_bytes(), to=SUPPORT, sender="giulia@brembo.example")
    sink.wait_for(lambda mail: mail["In-Reply-To"] == first["Message-ID"])
    reload_until(newcomer, row_of(newcomer, "La prima"))
    expect(row_of(newcomer, "La prima")).to_contain_text("Standard")
