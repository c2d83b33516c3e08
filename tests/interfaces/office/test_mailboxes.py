"""The page of the mailboxes: how each stands, what a trial meets, and what waits to leave."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.test import Client

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.post.models import InboundMail, Mailbox, OutgoingMail
from puntuale.interfaces.mail import trying
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast
from tests.interfaces.mail import sink as sinks
from tests.interfaces.mail.letters import a_letter

BEFORE = NOON - timedelta(minutes=10)


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.admin)
    return client


@pytest.fixture
def mailbox(cast: Cast) -> Mailbox:
    return Mailbox.objects.create(
        address="support@officina.example",
        imap_url="imap://support@127.0.0.1:1/INBOX",
        fetched_at=NOON,
    )


def shown(reader: Client) -> str:
    return reader.get("/office/mailboxes/").content.decode()


def tried(reader: Client, mailbox: Mailbox) -> str:
    return reader.post(f"/office/mailboxes/{mailbox.pk}/trial/").content.decode()


@contextmanager
def greeting(words: bytes) -> Iterator[int]:
    """A server that says `words` to whoever comes, and then nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)

        def answer() -> None:
            with suppress(OSError), server.accept()[0] as other:
                other.sendall(words)
                other.recv(1000)

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]


def test_a_mailbox_that_is_fetched_says_when_and_what_came_last(ada, mailbox):
    InboundMail.objects.create(
        raw=b"x", sha256="0" * 64, door="imap", mailbox=mailbox, received_at=BEFORE
    )

    page = shown(ada)

    assert "Mail is fetched." in page
    assert "Last fetched: 12:00." in page
    assert "Last mail: 11:50." in page


def test_one_that_stopped_says_why_what_helps_and_when_it_is_tried_again(ada, mailbox):
    Mailbox.objects.update(
        last_error="[Errno 111] Connection refused",
        stopped_since=BEFORE,
        leased_until=NOON + timedelta(minutes=1),
    )

    page = shown(ada)

    assert "The server refuses the connection." in page
    assert "Check the port" in page
    assert "Stopped since: 11:50." in page
    assert "Next try: 12:01." in page


def test_one_without_a_server_says_how_its_mail_comes(ada, mailbox):
    Mailbox.objects.update(imap_url="")

    assert "handed over by your mail server" in shown(ada)


def test_a_trial_says_in_words_what_is_refused_and_changes_nothing(ada, mailbox, settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    before = Mailbox.objects.values().get()

    page = tried(ada, mailbox)

    assert page.count("The server refuses the connection.") == 2
    assert Mailbox.objects.values().get() == before
    assert not InboundMail.objects.exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("imaps://x@no-such-host.invalid/", "The name of the server is not known."),
        ("imaps://x@127.0.0.1:{port}/", "No encrypted connection comes about."),
        ("nonsense", "The address of the server is not understood."),
    ],
)
def test_a_trial_tells_one_failure_from_another(ada, mailbox, url, words):
    with greeting(b"* OK hello, I speak no TLS\r\n") as port:
        Mailbox.objects.update(imap_url=url.format(port=port))

        assert words in tried(ada, mailbox)


def test_a_trial_of_a_sender_says_that_the_password_is_refused(ada, mailbox):
    refuses = Controller(
        object(),
        hostname="127.0.0.1",
        port=0,
        auth_required=False,
        auth_require_tls=False,
        authenticator=lambda *_: AuthResult(success=False, handled=False),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        refuses.port = free.getsockname()[1]
    refuses.start()
    try:
        Mailbox.objects.update(imap_url="", smtp_url=f"smtp://x@127.0.0.1:{refuses.port}")

        assert "it refuses the name or the password" in tried(ada, mailbox)
    finally:
        refuses.stop()


def test_a_trial_ends_within_some_seconds(ada, mailbox, monkeypatch):
    monkeypatch.setattr(trying, "SECONDS", 0.2)
    with greeting(b"") as port:
        Mailbox.objects.update(imap_url=f"imap://x@127.0.0.1:{port}/")

        assert "The server does not answer." in tried(ada, mailbox)


def test_a_trial_that_goes_well_says_so(ada, mailbox):
    with sinks.running() as sink:
        Mailbox.objects.update(imap_url="", smtp_url=sink.url)

        page = tried(ada, mailbox)

        assert f"127.0.0.1:{sink.port} lets us in, and would take mail." in page
        assert sink.mails == []


def test_with_scripts_only_the_tried_one_comes_back(ada, mailbox):
    answer = ada.post(f"/office/mailboxes/{mailbox.pk}/trial/", headers={"HX-Request": "true"})

    page = answer.content.decode()
    assert page.lstrip().startswith("<section")
    assert f'id="mailbox-{mailbox.pk}"' in page


def test_a_mail_to_oneself_leaves_from_that_mailbox(ada, mailbox, cast):
    with sinks.running() as sink:
        Mailbox.objects.update(smtp_url=sink.url)
        ada.post(f"/office/mailboxes/{mailbox.pk}/mail/")
        job = claim_next(NOON)
        carry_out(job, at=NOON, clock=lambda: NOON)

        assert sink.mails[0]["To"].addresses[0].addr_spec == cast.admin.email
        assert sink.senders == [mailbox.address]


def test_only_administrators_look_after_mailboxes(client, cast, mailbox):
    client.force_login(cast.davide)

    assert client.get("/office/mailboxes/").status_code == 403
    assert client.post(f"/office/mailboxes/{mailbox.pk}/trial/").status_code == 403
    assert client.post(f"/office/mailboxes/{mailbox.pk}/mail/").status_code == 403


def test_the_page_asks_no_more_of_the_database_for_many(
    ada, mailbox, django_assert_max_num_queries
):
    for number in range(20):
        Mailbox.objects.create(address=f"box{number}@officina.example", imap_url="imap://x/")

    with django_assert_max_num_queries(12):
        shown(ada)


@pytest.fixture
def waiting(cast: Cast, settings) -> OutgoingMail:
    """A mail that its server has turned away once."""
    ticket = asked(cast)
    mail = queue_mail(a_letter(ticket_id=ticket.pk), at=NOON)
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        sink.at_data = ["451 not now"]
        job = claim_next(NOON, only=["post.send"])
        assert job is not None
        carry_out(job, at=NOON, clock=lambda: NOON)
    return mail


def test_a_mail_that_waits_says_how_often_it_was_tried_and_when_next(ada, waiting):
    page = ada.get("/office/mail/").content.decode()

    assert "Tried 1 time. Next try: 12:00." in page
    assert "451 not now" in page


def test_a_mail_that_waits_is_sent_at_once_on_request(ada, waiting, settings):
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        ada.post(f"/office/mail/out/{waiting.pk}/retry/")
        # Well before its next turn would have come.
        soon = NOON + timedelta(seconds=5)
        job = claim_next(soon, only=["post.send"])
        assert job is not None
        carry_out(job, at=soon, clock=lambda: soon)

        assert len(sink.mails) == 1


def test_a_mail_is_given_up_on_its_request_and_in_the_log(ada, waiting, cast):
    ada.post(f"/office/mail/out/{waiting.pk}/end/")

    waiting.refresh_from_db()
    assert waiting.state == "refused"
    assert "Given up by Ada Ferri" in waiting.last_error
    assert LogEntry.objects.filter(what="mail.given_up", by=cast.admin).exists()
    assert "Given up by Ada Ferri" in ada.get("/office/mail/").content.decode()


def test_what_was_refused_is_sent_again_to_those_who_do_not_have_it(ada, waiting, settings):
    OutgoingMail.objects.filter(pk=waiting.pk).update(
        state="refused",
        cc=["carlo@brembo.example"],
        outcomes={
            "giulia@brembo.example": [True, "550 full"],
            "carlo@brembo.example": [True, "250 OK"],
        },
    )
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        ada.post(f"/office/mail/out/{waiting.pk}/retry/")
        for at in (NOON, NOON + timedelta(hours=1)):
            while (job := claim_next(at, only=["post.send"])) is not None:
                carry_out(job, at=at, clock=lambda at=at: at)

        assert sink.recipients == [["giulia@brembo.example"]]


def test_what_is_sent_once_more_says_when_it_is_tried_next(ada, waiting):
    Job.objects.update(done_at=NOON)
    OutgoingMail.objects.filter(pk=waiting.pk).update(state="refused")

    ada.post(f"/office/mail/out/{waiting.pk}/retry/")
    Job.objects.filter(done_at=None).update(run_at=NOON + timedelta(minutes=5))

    assert "Next try: 12:05." in ada.get("/office/mail/").content.decode()


def test_an_agent_sees_what_waits_and_decides_nothing(client, cast, waiting):
    client.force_login(cast.davide)

    assert "Send now" not in client.get("/office/mail/").content.decode()
    assert client.post(f"/office/mail/out/{waiting.pk}/retry/").status_code == 403
    assert client.post(f"/office/mail/out/{waiting.pk}/end/").status_code == 403
