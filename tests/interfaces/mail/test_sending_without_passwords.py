"""Mail leaves by the provider that granted the right to its mailbox, without a password."""

import json
from datetime import timedelta

import pytest

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.post.actions.grants import Tokens, keep_grant
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.post.granting import Client
from puntuale.apps.post.models import Grant, Mailbox, OutgoingMail
from puntuale.apps.post.trials import Way
from puntuale.interfaces.mail.trying import try_mailbox
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.environment.imap import TokenServer, token_server
from tests.interfaces.mail import sink as sinks
from tests.interfaces.mail.letters import a_letter
from tests.interfaces.mail.office import NOON, SUPPORT, minutes

pytestmark = pytest.mark.django_db
CLIENT = Client(provider="google", client_id="us")


@pytest.fixture
def provider(settings):
    with token_server() as server:
        told = {"name": "Google", "sign_in_url": "", "scope": "mail", "token_url": server.url}
        settings.MAIL_PROVIDERS = {"google": {**told, "imap_host": "x", "smtp_host": "127.0.0.1"}}
        gives(server, "fresh")
        yield server


@pytest.fixture
def sink(provider):
    with sinks.running(tokens={"fresh"}) as server:
        url = f"smtp://support%40officina.example@127.0.0.1:{server.port}"
        tokens = Tokens("stale", timedelta(0), "for ever")
        keep_grant(SUPPORT, CLIENT, tokens, imap_url="", smtp_url=url, at=NOON)
        yield server


def gives(server: TokenServer, token: str) -> None:
    server.answer = json.dumps({"access_token": token, "expires_in": 3600}).encode()


def goes_out(at=NOON) -> OutgoingMail:
    name = f"<{OutgoingMail.objects.count()}@officina.example>"
    queue_mail(a_letter(mailbox=Mailbox.objects.get(), message_id=name), at=at)
    while (job := claim_next(at)) is not None:
        carry_out(job, at=at, clock=lambda: at)
    return OutgoingMail.objects.latest("pk")


def test_a_mail_leaves_with_access_asked_for_in_time(provider, sink):
    assert goes_out().state == OutgoingMail.State.SENT

    assert sink.signed_in == [(SUPPORT, "fresh")]
    assert provider.asked[0]["grant_type"] == "refresh_token"


def test_access_that_the_server_takes_no_more_is_asked_for_anew(provider, sink):
    goes_out()
    sink.tokens = {"newer"}
    waiting = goes_out()
    assert (waiting.state, "535" in waiting.last_error) == (OutgoingMail.State.WAITING, True)
    gives(provider, "newer")

    while (job := claim_next(minutes(5))) is not None:
        carry_out(job, at=minutes(5), clock=lambda: minutes(5))

    assert OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count() == 2


def test_without_access_mails_wait_and_none_is_counted_as_tried(provider, sink):
    provider.status, provider.answer = 400, b'{"error": "invalid_grant"}'

    waiting = goes_out()

    assert waiting.state == OutgoingMail.State.WAITING
    assert "takes the stored sign-in no more" in waiting.last_error
    assert sink.signed_in == []


def test_a_trial_says_whether_the_server_lets_us_in(provider, sink):
    trials = {trial.way: trial for trial in try_mailbox(Mailbox.objects.get())}
    assert trials[Way.OUT].trouble is None
    sink.tokens = set()
    Grant.objects.update(access_ends_at=None)

    trials = {trial.way: trial for trial in try_mailbox(Mailbox.objects.get())}

    assert trials[Way.OUT].trouble.code == "sign_in"


def test_no_other_server_is_shown_what_a_provider_granted(provider, sink, settings):
    settings.MAIL_PROVIDERS["google"]["smtp_host"] = "smtp.gmail.example"

    goes_out()

    assert sink.signed_in == []
    assert provider.asked == []
