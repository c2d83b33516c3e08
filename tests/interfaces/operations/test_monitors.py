"""Programs ask whether all is well; they learn that, and nothing about anybody."""

import pytest

from puntuale.apps.jobs.models import Worker
from puntuale.apps.post.models import Mailbox
from tests.apps.tickets.stories import asked


def test_a_monitor_needs_no_account_and_gets_200_while_nothing_is_wrong(client, healthy):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["findings"].values()) == {"well"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_monitor_gets_503_when_something_is_wrong(client, healthy):
    Worker.objects.all().delete()

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert answer.json()["findings"]["workers"] == "wrong"


def test_what_only_needs_attention_is_no_alarm(client, healthy):
    Mailbox.objects.create(
        address="help@officina.example",
        imap_url="imaps://mail.example",
        sealed_password="hunter2",
        last_error="no route",
    )

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["findings"]["mailboxes"] == "attention"
    assert b"officina" not in answer.content
    assert b"hunter2" not in answer.content


def test_a_monitor_may_ask_with_head_and_nothing_else(client, healthy):
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


def test_figures_are_told_to_this_machine(client, healthy):
    asked(healthy)

    answer = client.get("/metrics")

    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "puntuale_requests_open 1.0" in text
    assert "puntuale_workers 1.0" in text
    assert 'puntuale_jobs{state="given_up"} 0.0' in text
    assert 'puntuale_finding{code="workers"} 0.0' in text
    assert "puntuale_disk_free_bytes" in text


@pytest.mark.parametrize(
    "request_",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_figures_do_not_exist_for_others(client, healthy, request_):
    assert client.get("/metrics", **request_).status_code == 404


def test_behind_a_proxy_of_this_machine_everybody_needs_the_token(client, healthy, settings):
    settings.BEHIND_PROXY = True

    assert client.get("/metrics").status_code == 404


def test_whoever_has_the_token_reads_the_figures_from_anywhere(client, healthy, settings):
    settings.METRICS_TOKEN = "a-long-token"
    far = {"REMOTE_ADDR": "192.0.2.7"}

    right = client.get("/metrics", headers={"Authorization": "Bearer a-long-token"}, **far)
    wrong = client.get("/metrics", headers={"Authorization": "Bearer a-long-tokem"}, **far)
    none = client.get("/metrics")

    assert [right.status_code, wrong.status_code, none.status_code] == [200, 404, 404]
