"""Who is speaking: situations 22 to 30. Machines are found by their marks, people never mistaken."""

import pytest

from puntuale.interfaces.mail.reading.read import read_mail
from puntuale.interfaces.mail.reading.values import Nature

PERSON = "From: Giulia Conti <giulia@brembo.example>\nSubject: {subject}\n{headers}\n\n{text}"


def mail(
    headers: str = "", subject: str = "Printer", text: str = "It does not print today."
) -> bytes:
    return PERSON.format(subject=subject, headers=headers or "X-Plain: yes", text=text).encode()


def nature(raw: bytes) -> Nature:
    return read_mail(raw).nature


def dsn(action: str = "failed", original: str = "<4861.x@officina.example>") -> bytes:
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.brembo.example>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.
--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.brembo.example

Final-Recipient: rfc822; giulia@brembo.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such
 user here
--r
Content-Type: text/rfc822-headers

Message-ID: {original}
Subject: [4861] Question
--r--
""".encode()


TEXT_BOUNCES = {
    "sendmail": """\
The original message was received at Mon, 23 Nov 2026 10:00:00 +0100

   ----- The following addresses had permanent fatal errors -----
<giulia@brembo.example>
    (reason: 550 5.1.1 User unknown)

   ----- Transcript of session follows -----
Message-ID: <4861.x@officina.example>
""",
    "exim": """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. The following address(es) failed:

  giulia@brembo.example
    550 no such user

------ This is a copy of the message, including all the headers. ------
Message-ID: <4861.x@officina.example>
""",
    "qmail": """\
Hi. This is the qmail-send program at mx.brembo.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<giulia@brembo.example>:
Sorry, no mailbox here by that name.

--- Below this line is a copy of the message.
Message-ID: <4861.x@officina.example>
""",
    "dragonfly": """\
This is the DragonFly Mail Agent at mx.brembo.example.

There was an error delivering your mail to <giulia@brembo.example>.

550 no such user

Message headers follow.
Message-ID: <4861.x@officina.example>
""",
}


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Auto-Submitted: auto-replied", Nature.REPLIED),
        ("Auto-Submitted: auto-replied (vacation)", Nature.REPLIED),
        ("X-Autoreply: yes", Nature.REPLIED),
        ("X-Autorespond: on", Nature.REPLIED),
        ("Precedence: auto_reply", Nature.REPLIED),
        ("Auto-Submitted: auto-generated", Nature.AUTOMATIC),
        ("Auto-Submitted: no", Nature.PERSON),
        ("X-Auto-Response-Suppress: All", Nature.AUTOMATIC),
        ("Precedence: junk", Nature.AUTOMATIC),
        ("Precedence: bulk", Nature.LIST),
        ("List-Id: <news.example>", Nature.LIST),
        ("List-Unsubscribe: <https://x>", Nature.LIST),
        ("Return-Path: <>", Nature.AUTOMATIC),
        ("In-Reply-To: <a@b>", Nature.PERSON),
        ("X-Priority: 1", Nature.PERSON),
    ],
)
def test_the_marks_of_machines_are_known(headers, expected):
    assert nature(mail(headers)) is expected


@pytest.mark.parametrize(
    "subject",
    ["Automatic reply: [4861] Question", "Risposta automatica: Domanda", "Out of Office: Re: x"],
)
def test_an_absence_is_known_by_its_subject_and_a_mark(subject):
    assert nature(mail("X-Auto-Response-Suppress: All", subject)) is Nature.REPLIED
    assert nature(mail("In-Reply-To: <a@b>", subject)) is Nature.REPLIED


@pytest.mark.parametrize(
    "subject",
    [
        "Undelivered Mail Returned to Sender",
        "Out of office supplies",
        "Automatic reply does not work",
        "Mail delivery failed: what does it mean?",
    ],
)
def test_a_person_who_writes_like_a_machine_is_a_person(subject):
    text = "Your message could not be delivered, it says when I print. What shall I do?"

    assert nature(mail(subject=subject, text=text)) is Nature.PERSON


@pytest.mark.parametrize(
    "address", ["noreply@x.example", "no-reply+77@x.example", "do-not-reply@x.example"]
)
def test_an_address_that_nobody_reads_is_a_machine(address):
    assert (
        nature(f"From: {address}\nSubject: x\n\nYour code is 123456".encode()) is Nature.AUTOMATIC
    )


def test_a_report_of_failure_says_which_mail_for_whom_and_why():
    read = read_mail(dsn())

    assert read.nature is Nature.BOUNCE
    assert read.bounce is not None
    assert read.bounce.recipients == ("giulia@brembo.example",)
    assert read.bounce.message_ids == ("<4861.x@officina.example>",)
    assert "no such" in read.bounce.diagnosis


@pytest.mark.parametrize(
    ("action", "expected"),
    [("delayed", Nature.DELAY), ("delivered", Nature.RECEIPT), ("relayed", Nature.RECEIPT)],
)
def test_a_delay_and_a_delivery_are_no_bounce(action, expected):
    assert nature(dsn(action)) is expected


@pytest.mark.parametrize("text", TEXT_BOUNCES.values(), ids=TEXT_BOUNCES.keys())
def test_a_bounce_without_a_report_is_seen(text):
    raw = (
        f"Return-Path: <>\nFrom: MAILER-DAEMON@mx.brembo.example\nSubject: failure notice\n\n{text}"
    )

    read = read_mail(raw.encode())

    assert read.nature is Nature.BOUNCE
    assert read.bounce is not None
    assert read.bounce.message_ids == ("<4861.x@officina.example>",)
    assert read.bounce.recipients[:1] == ("giulia@brembo.example",)


def test_a_bounce_that_a_person_forwards_is_a_persons_mail():
    raw = b"From: giulia@brembo.example\nSubject: Fwd: failure\n" + mail_with(dsn())

    assert nature(raw) is Nature.PERSON


def mail_with(attached: bytes) -> bytes:
    return (
        b'Content-Type: multipart/mixed; boundary="m"\n\n--m\n\nWhat is this?\n'
        b"--m\nContent-Type: message/rfc822\n\n" + attached + b"\n--m--\n"
    )


def test_a_receipt_of_reading_is_no_words():
    raw = (
        b"From: giulia@brembo.example\nSubject: Read: [4861]\n"
        b"Content-Type: multipart/report; report-type=disposition-notification; boundary=r\n\n"
        b"--r\n\nread\n--r\nContent-Type: message/disposition-notification\n\n"
        b"Disposition: manual-action/MDN-sent-manually; displayed\n--r--\n"
    )

    assert nature(raw) is Nature.RECEIPT


def test_an_answer_of_a_calendar_is_no_words():
    raw = (
        b"From: giulia@brembo.example\nSubject: Accepted: call\n"
        b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"
    )

    assert nature(raw) is Nature.RECEIPT
