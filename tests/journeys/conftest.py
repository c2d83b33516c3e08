"""A whole installation and a real browser for every journey."""

import re
import secrets
from functools import cache, partial
from pathlib import Path

import pytest

from tests.environment.browser import Visits, screenshot
from tests.environment.live import live_installation
from tests.environment.sink import smtp_sink
from tests.journeys.deeds import ELENA, cookies_of
from tests.journeys.house import SUPPORT
from tests.journeys.letters import letter

PICTURES = Path(__file__).resolve().parents[2] / ".cache" / "pictures"


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash.setdefault(OUTCOMES, {})[report.when] = report
    return report


OUTCOMES = pytest.StashKey[dict[str, pytest.TestReport]]()


@pytest.fixture(scope="session")
def sink():
    """Where all mail of the installation goes: `sink.mail_to(address)` waits for one."""
    with smtp_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def live(sink, tmp_path_factory):
    """A running installation with the house in it, shared by the journeys of one process."""
    with live_installation(tmp_path_factory.mktemp("live"), smtp_port=sink.port) as live:
        live.call("tests.journeys.house:furnish")
        yield live


@pytest.fixture
def visits(live, chromium, request):
    """Opens pages: `visits.new_page(scripts=False, width=390, theme="dark", language="it")`.

    Where the test fails, `.cache/pictures` shows what stood on each page.
    """
    visits = Visits(chromium, live.address)
    yield visits
    _show_what_failed(visits, request.node)
    visits.close()
    assert not visits.troubles


def _show_what_failed(visits, test):
    report = test.stash[OUTCOMES].get("call")
    if report is not None and report.failed:
        name = re.sub(r"\W+", "-", test.name).strip("-")
        for number, page in enumerate(visits.pages(), 1):
            screenshot(page, PICTURES, f"{name}-{number}")


@pytest.fixture(scope="session")
def walk(live, chromium, signed_in):
    """Pages that go from address to address, one for each person: what all share is loaded once."""
    visits = Visits(chromium, live.address)

    @cache
    def page_of(email):
        return visits.new_page(state=signed_in(email) if email else None)

    yield visits, page_of
    visits.close()


@pytest.fixture
def page_of(walk, request):
    """The page of a person who only looks: `page_of(address)`, or None for a stranger."""
    visits, page_of = walk
    visits.troubles.clear()
    yield page_of
    _show_what_failed(visits, request.node)
    assert not visits.troubles


@pytest.fixture
def page(visits):
    """One page, with scripts."""
    return visits.new_page()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request):
    """Whether the pages of the journey run scripts: every journey is made twice."""
    return request.param


@pytest.fixture
def any_page(visits, scripts):
    """One page with scripts, then the same test on one without."""
    return visits.new_page(scripts=scripts)


@pytest.fixture(scope="session")
def signed_in(live):
    """The cookies of somebody who has come in: `visits.new_page(state=signed_in(address))`."""
    return cache(partial(cookies_of, live.address))


@pytest.fixture
def agent_page(visits, scripts, signed_in):
    """The queue, as Elena sees it."""
    page = visits.new_page(scripts=scripts, state=signed_in(ELENA))
    page.goto("/desk/")
    return page


@pytest.fixture
def customer_asks(live, sink):
    """Sends a mail and waits until it is a request: `customer_asks(subject, text)`.

    Each time it comes from another place, unless one is named: no place is told of a receipt
    every minute.
    """

    def ask(subject, text="La produzione è ferma.", place=""):
        key = secrets.token_hex(6)
        sender = f"reparto@{place or key}.example"
        asked = letter(to=SUPPORT, subject=subject, text=text, key=key, sender=sender)
        live.deliver(asked.as_bytes(), to=SUPPORT, sender=sender)
        sink.wait_for(lambda mail: mail["In-Reply-To"] == asked["Message-ID"])

    return ask
