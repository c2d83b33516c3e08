"""A mail is kept once, however often and through whichever door it comes."""

import pytest
from django.db import transaction

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.intake import Arrival, keep_mail, keep_mails
from puntuale.apps.post.identity import identity_of
from puntuale.apps.post.models import InboundMail
from tests.cast import rome

NOON = rome("2026-11-23 12:00")
MAIL = b"Message-ID: <a@brembo.example>\r\nSubject: Printer\r\n\r\nIt does not print.\r\n"

pytestmark = pytest.mark.django_db


def keep(raw: bytes, to: str = "support@officina.example", door: str = "lmtp") -> InboundMail:
    return keep_mail(raw, "giulia@brembo.example", [to], door, NOON)


def test_what_is_kept_is_what_came():
    raw = b"\x00\xff not a mail at all \r\n\n\r"

    kept = keep(raw)

    row = InboundMail.objects.get()
    assert bytes(row.raw) == raw
    assert (row.pk, row.door, row.received_at) == (kept.pk, "lmtp", NOON)
    assert row.envelope_from == "giulia@brembo.example"


def test_keeping_leaves_one_job_to_read_it():
    kept = keep(MAIL)

    job = Job.objects.get()

    assert (job.kind, job.payload) == ("mail.read", {"inbound_id": kept.pk})


def test_the_job_exists_only_if_the_mail_does():
    with transaction.atomic():
        keep(MAIL)
        transaction.set_rollback(True)

    assert not Job.objects.exists()
    assert not InboundMail.objects.exists()


def test_the_same_mail_twice_is_one():
    first, second = keep(MAIL), keep(MAIL)

    assert first.pk == second.pk
    assert Job.objects.count() == 1


def test_the_way_a_mail_took_does_not_make_it_another():
    by_lmtp = keep(MAIL)
    by_imap = keep(
        b"Return-Path: <giulia@brembo.example>\nReceived: from a by b;\n Mon, 23 Nov\n"
        + MAIL.replace(b"\r\n", b"\n"),
        door="imap",
    )

    assert by_lmtp.pk == by_imap.pk


def test_06_the_same_message_id_with_other_content_is_a_mail_of_its_own():
    first = keep(MAIL)
    second = keep(MAIL.replace(b"does not print", b"prints again"))

    assert first.pk != second.pk
    assert Job.objects.count() == 2


def test_one_mail_to_two_of_our_addresses_is_one_and_names_both():
    keep(MAIL, to="support@officina.example")
    kept = keep(MAIL, to="billing@officina.example")

    row = InboundMail.objects.get()

    assert row.envelope_to == ["support@officina.example", "billing@officina.example"]
    assert kept.pk == row.pk


def test_mail_without_a_message_id_is_taken():
    keep(b"Subject: no id\n\nhello")

    assert InboundMail.objects.get().message_id == ""


def test_without_a_message_id_the_same_words_on_another_day_are_another_mail():
    keep(b"Received: by mx; Mon, 23 Nov\nSubject: Help\n\nIt stopped.")
    keep(b"Received: by mx; Tue, 24 Nov\nSubject: Help\n\nIt stopped.")

    assert InboundMail.objects.count() == 2


def test_several_mails_share_a_commit_and_keep_their_order():
    arrivals = [
        Arrival(b"Message-ID: <%d@x>\n\n%d" % (n, n), "", (), "lmtp", NOON) for n in range(5)
    ]

    kept = keep_mails([*arrivals, arrivals[0]])

    assert [mail.message_id for mail in kept[:5]] == [f"<{n}@x>" for n in range(5)]
    assert kept[5].pk == kept[0].pk


def test_one_mail_that_comes_twice_in_a_commit_knows_the_recipients_of_both():
    one, other = [
        Arrival(b"Message-ID: <1@x>\n\n", "", (to,), "lmtp", NOON) for to in ("a@x", "b@x")
    ]

    first, second = keep_mails([one, other])

    assert first.pk == second.pk
    assert InboundMail.objects.get().envelope_to == ["a@x", "b@x"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (b"message-id:<a@b>", "<a@b>"),
        (b"Message-ID:\n <folded@b>", "<folded@b>"),
        (b"Message-ID : <spaced@b>", "<spaced@b>"),
        (b"Message-ID: \xff\x00<odd@b>", "��<odd@b>"),
        (b"X: y", ""),
        (b"Message-ID:", ""),
    ],
)
def test_a_message_id_is_found_however_it_is_written(headers, expected):
    assert identity_of(headers + b"\n\nbody").message_id == expected
