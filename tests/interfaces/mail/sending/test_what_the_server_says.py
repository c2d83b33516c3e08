"""A mail reaches each recipient once and in order, whatever the mail server answers."""

import re

import pytest

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.writing import answer
from puntuale.apps.tickets.models import Notice
from puntuale.interfaces.mail.sending.smtp import BadServerAddress, server_at
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.interfaces.mail.letters import queued, try_once
from tests.interfaces.mail.office import a_mail, arrives, last_sent, minutes, works

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


def test_451_is_tried_again_with_the_same_message_id(sink):
    queued()
    sink.at_data = ["451 not now", "451 not now"]

    first = try_once()
    assert first.done_at is None
    assert "451" in OutgoingMail.objects.get().last_error
    assert try_once(minutes(60)).done_at is None
    works(minutes(180))

    assert [mail["Message-ID"] for mail in sink.mails] == ["<one@officina.example>"]
    assert OutgoingMail.objects.get().state == State.SENT


def test_a_line_that_drops_after_the_data_is_tried_again_with_the_same_message_id(sink):
    queued()
    sink.at_data = ["drop"]

    try_once()
    works(minutes(60))

    assert [mail["Message-ID"] for mail in sink.mails] == ["<one@officina.example>"] * 2


def test_a_refusal_is_final_and_shown_on_the_request(sink, asked, cast):
    sink.at_recipient = lambda _: "550 no such user"
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    sent = last_sent()
    assert sent.state == State.REFUSED
    assert "550 no such user" in asked.events.get(kind="bounced").data["reason"]
    assert sink.mails == []


def test_whoever_looks_after_the_request_is_told_of_a_refusal_once(sink, asked, cast):
    assign(asked, to=cast.davide, by=cast.elena, at=minutes(4))
    sink.at_recipient = lambda _: "550 no such user"
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    assert [n.user for n in Notice.objects.filter(kind="mail_refused")] == [cast.davide]


def test_one_recipient_refused_does_not_keep_the_mail_from_the_others(sink):
    queued(cc=("carlo@brembo.example",), ticket_id=None)
    sink.at_recipient = lambda to: "550 unknown" if to.startswith("carlo") else None

    try_once()

    sent = OutgoingMail.objects.get()
    assert sent.state == State.SENT
    assert sink.recipients == [["giulia@brembo.example"]]
    assert "carlo" in sent.last_error


def test_who_has_the_mail_does_not_get_it_again_while_another_waits(sink):
    queued(cc=("carlo@brembo.example",))
    sink.at_recipient = lambda to: "451 busy" if to.startswith("carlo") else None
    assert try_once().done_at is None

    sink.at_recipient = lambda to: None
    works(minutes(60))

    assert sink.recipients == [["giulia@brembo.example"], ["carlo@brembo.example"]]


def test_automatic_mail_leaves_without_a_sender_where_the_server_takes_it(sink, cast):
    arrives(a_mail())

    assert sink.senders == [""] or sink.senders == ["<>"]


def test_a_server_that_wants_a_sender_gets_one(sink, cast):
    sink.at_sender = lambda sender: "550 no empty sender" if sender in ("", "<>") else None

    arrives(a_mail())

    assert sink.senders[0].startswith("support+")


def test_a_dead_server_counts_nothing_and_loses_nothing(settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    queued()

    job = try_once()

    assert job.attempts == 0
    assert OutgoingMail.objects.get().state == State.WAITING
    assert "127.0.0.1:1" in OutgoingMail.objects.get().last_error


def test_the_mails_of_one_request_leave_in_the_order_they_were_written(sink, asked, cast):
    for number in range(4):
        answer(asked, by=cast.davide, text=f"Risposta {number}.", at=minutes(5 + number))
    sink.at_data = ["451 not now"]
    job = claim_next(minutes(10))
    while job is not None:
        carry_out(job, at=minutes(10), clock=lambda: minutes(10))
        job = claim_next(minutes(10))
    works(minutes(120))

    plain = [mail.get_body(("plain",)).get_content() for mail in sink.mails]
    assert [re.search(r"Risposta (\d)", text)[1] for text in plain] == ["0", "1", "2", "3"]


def test_without_a_server_mail_is_caught_and_can_be_read(cast, settings):
    settings.SMTP_URL = ""

    arrives(a_mail())

    assert last_sent().state == State.CAUGHT
    assert "Buongiorno" in last_sent().text


def test_the_demo_sends_nothing_away(sink, settings, cast):
    settings.IS_DEMO = True

    arrives(a_mail())

    assert sink.mails == []
    assert last_sent().state == State.CAUGHT


def test_a_signin_code_overtakes_what_nobody_waits_for_and_is_not_kept(sink, settings):
    from django.core.mail import send_mail

    queued()
    settings.EMAIL_BACKEND = "puntuale.apps.post.backend.QueueBackend"
    send_mail("Your code", "The code is 4711.", None, ["giulia@brembo.example"])

    works(minutes(60 * 24 * 365))

    assert "4711" in sink.mails[0].get_body(("plain",)).get_content()
    assert "4711" not in OutgoingMail.objects.get(kind="account").text


@pytest.mark.parametrize("url", ["", "smtp://", "http://x", "smtp://host:port", "host:25"])
def test_an_address_that_is_no_mail_server_is_refused(url):
    with pytest.raises(BadServerAddress):
        server_at(url)


def test_an_address_of_a_server_says_everything():
    server = server_at("smtp://us%40er:p%2Fw@mx.example:2525?starttls")

    assert (server.host, server.port, server.starts_tls) == ("mx.example", 2525, True)
    assert (server.user, server.password) == ("us@er", "p/w")
    assert server_at("smtps://mx.example").is_secure
