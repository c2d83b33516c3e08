"""A whole installation and a real browser for every journey."""

import pytest

from tests.environment.browser import Visits, real_chromium
from tests.environment.live import live_installation
from tests.environment.sink import smtp_sink


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def sink():
    """Where all mail of the installation goes: `sink.mail_to(address)` waits for one."""
    with smtp_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def live(sink, tmp_path_factory):
    """A running installation, shared by the journeys of one process."""
    with live_installation(tmp_path_factory.mktemp("live"), smtp_port=sink.port) as live:
        yield live


@pytest.fixture(scope="session")
def chromium():
    with real_chromium() as browser:
        yield browser


@pytest.fixture
def visits(live, chromium):
    """Opens pages: `visits.new_page(scripts=False, width=390, theme="dark", language="it")`."""
    visits = Visits(chromium, live.address)
    yield visits
    visits.close()
    assert not visits.troubles


@pytest.fixture
def page(visits):
    """One page, with scripts."""
    return visits.new_page()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def any_page(visits, request):
    """One page with scripts, then the same test on one without."""
    return visits.new_page(scripts=request.param)
