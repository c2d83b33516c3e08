"""Mail out, to a real server: each recipient once, in order, with one Message-ID; nothing injected."""

import re

import pytest

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.outgoing import Letter, UnsafeHeader, queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.tickets.actions.deciding import close_ticket, remind, resolve, take_charge
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.writing import answer, note
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Message, Notice, Ticket
from puntuale.interfaces.mail.sending.build import UnsafeMail, checked
from puntuale.interfaces.mail.sending.smtp import BadServerAddress, server_at
from puntuale.interfaces.mail.writing import files
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.interfaces.mail import sink as sinks
from tests.interfaces.mail.office import (
    NOON,
    a_mail,
    arrives,
    last_sent,
    minutes,
    our_mailbox,
    ticket_of,
    works,
)

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def sink(settings):
    with sinks.running() as running:
        settings.SMTP_URL = running.url
        yield running


@pytest.fixture
def asked(sink) -> Ticket:
    ticket = ticket_of(arrives(a_mail()))
    sink.mails.clear()
    sink.recipients.clear()
    return ticket


def a_letter(**facts) -> Letter:
    return Letter(
        **{
            "kind": "answer",
            "message_id": "<one@officina.example>",
            "sender": "Officina <support@officina.example>",
            "to": ("giulia@brembo.example",),
            "subject": "[1001] Re: x",
            "text": "Hello",
            "envelope_from": "support@officina.example",
            **facts,
        }
    )


def queued(**facts) -> OutgoingMail:
    return queue_mail(a_letter(**facts), at=NOON)


def try_once(at=NOON) -> Job:
    job = claim_next(at)
    assert job is not None
    carry_out(job, at=at, clock=lambda: at)
    job.refresh_from_db()
    return job


def test_a_request_is_answered_in_its_language_by_text_and_html(sink, cast):
    arrives(a_mail())

    mail = sink.mails[0]
    plain = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    assert "Buongiorno Giulia," in plain
    assert "abbiamo ricevuto la sua richiesta" in plain
    assert '<html lang="it">' in page
    assert mail["Content-Language"] == "it"
    assert mail["Subject"].startswith("[1001] ")
    assert mail["From"] == "Officina Software <support@officina.example>"
    assert re.search(r"support\+[a-z2-7]{26}@officina.example", mail["Reply-To"])
    assert mail["In-Reply-To"] is not None


def test_an_english_request_is_answered_in_english(sink, cast):
    text = "Good morning, since this morning the import of orders does not work."

    arrives(a_mail("maja@alpine.example", "Import", text))

    assert "we have your request" in sink.mails[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda t, who: take_charge(t, by=who, at=minutes(5)), "preso in carico"),
        (lambda t, who: resolve(t, by=who, at=minutes(5)), "abbiamo risolto"),
        (lambda t, who: close_ticket(t, by=who, at=minutes(5)), "è chiusa"),
        (lambda t, who: answer(t, by=who, text="Ecco.", at=minutes(5)), "Ecco."),
        (
            lambda t, who: answer(t, by=who, text="Quale?", at=minutes(5), then="wait"),
            "Quale?",
        ),
        (lambda t, who: answer(t, by=who, text="Fatto.", at=minutes(5), then="resolve"), "risolta"),
    ],
    ids=["accepted", "resolved", "closed", "answer", "clarification", "solution"],
)
def test_every_deed_tells_the_customer_once(sink, asked, cast, deed, words):
    deed(asked, cast.davide)
    works(minutes(5))

    assert len(sink.mails) == 1
    assert words in sink.mails[0].get_body(("plain",)).get_content()


def test_a_reminder_says_since_when_we_wait(sink, asked, cast):
    answer(asked, by=cast.davide, text="Quale?", at=minutes(5), then="wait")
    remind(Ticket.objects.get(), at=minutes(60))
    works(minutes(60))

    assert "aspettiamo la sua risposta da" in sink.mails[-1].get_body(("plain",)).get_content()


def test_a_note_never_leaves(sink, asked, cast):
    note(asked, by=cast.davide, text="CANARY of the desk", at=minutes(4))
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    assert len(sink.mails) == 1
    assert "CANARY" not in sink.mails[0].as_string()


def test_the_words_that_are_answered_are_quoted_modestly(sink, cast):
    ticket = ticket_of(arrives(a_mail(text="\n".join(f"riga numero {n}" for n in range(60)))))
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    plain = sink.mails[-1].get_body(("plain",)).get_content()
    assert "> riga numero 0" in plain
    assert "> riga numero 40" not in plain


def test_files_of_an_answer_go_along(sink, asked, cast):
    file = keep_file(b"%PDF", "perché no.pdf", "application/pdf", at=NOON, by=cast.davide)
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5), files=[file])
    works(minutes(5))

    attached = list(sink.mails[0].iter_attachments())
    assert [(one.get_filename(), one.get_content()) for one in attached] == [
        ("perché no.pdf", b"%PDF")
    ]


def test_a_file_too_large_for_mail_stays_on_the_page_and_is_named(sink, asked, cast, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    kept = [
        keep_file(b"x" * size, name, "text/plain", at=NOON, by=cast.davide)
        for name, size in (("one.txt", 6), ("large.txt", 11), ("two.txt", 4), ("three.txt", 1))
    ]
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5), files=kept)
    works(minutes(5))

    mail = sink.mails[0]
    assert [one.get_filename() for one in mail.iter_attachments()] == ["one.txt", "two.txt"]
    for form in ("plain", "html"):
        assert "large.txt, three.txt" in mail.get_body((form,)).get_content()


def test_an_answer_knows_the_mail_that_carried_it(sink, asked, cast):
    message = answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))

    assert Message.objects.get(pk=message.pk).outgoing == last_sent()
    assert last_sent().state == State.SENT


def test_a_request_is_answered_from_the_mailbox_it_was_written_to(sink, cast):
    Mailbox.objects.create(address="vendite@officina.example", name="Vendite")

    ticket = ticket_of(arrives(a_mail(), to=["Vendite+x@officina.example", "support@x.example"]))
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))
    arrives(a_mail(subject="Altro"))

    senders = [mail["From"].addresses[0].addr_spec for mail in sink.mails]
    assert senders == ["vendite@officina.example"] * 2 + ["support@officina.example"]
    assert sink.mails[1]["Reply-To"].startswith("vendite+")


def test_a_job_that_runs_again_writes_no_second_mail(sink, asked, cast):
    answer(asked, by=cast.davide, text="Ecco.", at=minutes(5))
    works(minutes(5))
    written = OutgoingMail.objects.count()
    Job.objects.filter(kind="mail.answer").update(done_at=None)

    works(minutes(6))

    assert OutgoingMail.objects.count() == written
    assert len(sink.mails) == 1


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


INJECTIONS = [
    "x\r\nBcc: all@evil.example",
    "x\nBcc: all@evil.example",
    "x\rBcc: all@evil.example",
    "x\x00y",
    "x\u2028Bcc: all@evil.example",
    "x\x0bBcc: all@evil.example",
]


@pytest.mark.parametrize("value", INJECTIONS)
@pytest.mark.parametrize("field", ["subject", "sender", "reply_to", "envelope_from", "message_id"])
def test_a_line_break_in_a_header_is_refused(field, value):
    with pytest.raises(UnsafeHeader):
        queued(**{field: value})

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "encoded",
    [
        "=?utf-8?Q?x=0D=0ABcc:_all@evil.example?=",
        "=?utf-8?B?eA0KQmNjOiBhbGxAZXZpbC5leGFtcGxl?=",
        "x =?utf-8?Q?=E2=80=A8Bcc:_all@evil.example?=",
        "=?utf-8?Q?x=00y?=",
        "{{ settings.SECRET_KEY }} %(x)s {0.__class__}",
        "w" * 2000,
        "è" * 600,
    ],
)
def test_a_subject_or_name_from_outside_adds_nothing_to_our_mails(sink, cast, encoded):
    ticket = ticket_of(arrives(a_mail(f'"{encoded}" <maja@alpine.example>', encoded)))
    file = keep_file(b"x", encoded[:90], "text/plain", at=NOON)
    answer(ticket, by=cast.davide, text="Ecco.", at=minutes(5), files=[file])
    works(minutes(5))

    assert len(sink.mails) == 2
    for mail, raw in zip(sink.mails, sink.raw, strict=True):
        assert mail["Bcc"] is None
        assert not raw.replace(b"\r\n", b"").count(b"\n")
        assert not raw.replace(b"\r\n", b"").count(b"\r")
        assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert all("all@evil.example" not in to for tos in sink.recipients for to in tos)


def test_what_cannot_be_written_as_a_mail_is_refused_and_not_tried_for_ever(sink):
    queued(to=("not an address at all",))

    job = try_once()

    assert job.done_at is not None
    assert OutgoingMail.objects.get().state == State.REFUSED


@pytest.mark.parametrize("line", [b"x" * 999, b"a\rb", b"a\nb"])
def test_the_bytes_are_checked_before_they_leave(line):
    with pytest.raises(UnsafeMail):
        checked(b"Subject: x\r\n\r\n" + line + b"\r\n")


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
