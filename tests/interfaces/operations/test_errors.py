"""When a page cannot be shown, people are told so in plain words and nothing about the inside."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import path

from puntuale.config import urls


def breaks(request):
    raise ValueError("/secret/path and SELECT * FROM accounts_user")


def database_is_gone(request):
    raise OperationalError("connection to server at 10.0.0.7 failed")


breaks.login_required = database_is_gone.login_required = False  # type: ignore[attr-defined]


class Urls:
    """The product's addresses, and two that fail."""

    urlpatterns = [*urls.urlpatterns, path("breaks", breaks), path("gone", database_is_gone)]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(settings, cast):
    settings.ROOT_URLCONF = Urls
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


INSIDE = ["secret", "SELECT", "Traceback", "ValueError", "OperationalError", "10.0.0.7", "Django"]


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/nowhere/", 404, "There is nothing here"),
        ("/breaks", 500, "Something went wrong on our side"),
        ("/gone", 503, "not available at the moment"),
    ],
)
def test_the_page_says_what_happened_and_what_to_do(visitor, address, status, told):
    answer = visitor.get(address)

    text = answer.content.decode()
    assert answer.status_code == status
    assert told in text
    assert [word for word in INSIDE if word in text] == []
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_monitor_of_the_web_server_is_told_when_to_come_back(visitor):
    assert visitor.get("/gone").headers["Retry-After"] == "30"


def test_it_speaks_the_language_of_the_reader(visitor):
    answer = visitor.get("/nowhere/", headers={"Accept-Language": "it"})

    assert "Qui non c'è nulla" in answer.content.decode()


def test_a_stale_form_is_not_called_an_attack(visitor):
    answer = visitor.post("/theme/", {"theme": "dark"})

    assert answer.status_code == 403
    assert "This page was open for too long" in answer.content.decode()


def test_a_foreign_host_is_refused_in_plain_words(visitor):
    answer = visitor.get("/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()
