"""The page of states in a real browser, without a database: nobody is signed in."""

import os
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from tests.environment.browser import Visits

# The policy and the language as everywhere; nobody signs in, so that no database is needed.
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]


def pytest_collection_modifyitems(config, items):
    ours = [item for item in items if "tests/ui/browser/" in item.path.as_posix()]
    for item in ours:
        item.add_marker(pytest.mark.journey)
    if "DATABASE_URL" in os.environ:
        # They touch no database: once, with the default one, is enough.
        items[:] = [item for item in items if item not in ours]
        config.hook.pytest_deselected(items=ours)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format, *args):  # noqa: A002
        """Say nothing of each request."""


@pytest.fixture(scope="module")
def address(_the_shell_alone):
    states = {
        "ROOT_URLCONF": "tests.ui.states.urls",
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "MIDDLEWARE": MIDDLEWARE,
    }
    with override_settings(**states):
        server = make_server(
            *("127.0.0.1", 0, StaticFilesHandler(WSGIHandler())),
            server_class=Server,
            handler_class=Quiet,
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def visits(address, chromium):
    visits = Visits(chromium, address)
    yield visits
    visits.close()
    assert not visits.troubles


@pytest.fixture
def page(visits):
    return visits.new_page()
