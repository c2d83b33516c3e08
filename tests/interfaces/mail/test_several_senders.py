"""Each mailbox may send through a mail server of its own; one that is dead holds up no other."""

import pytest
from django.test import Client

from puntuale.apps.jobs.leases import claim_next
from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.actions.outgoing import queue_mail
from puntuale.apps.post.models import Mailbox, OutgoingMail
from puntuale.apps.post.sealing import seal, unseal
from puntuale.interfaces.worker.carrying_out import carry_out
from tests.interfaces.mail import sink as sinks
from tests.interfaces.mail.letters import a_letter
from tests.interfaces.mail.office import NOON, a_mail, arrives, minutes, our_mailbox, works

pytestmark = pytest.mark.django_db
DEAD = "smtp://127.0.0.1:1"


@pytest.fixture
def sales() -> Mailbox:
    our_mailbox()
    return Mailbox.objects.create(address="vendite@officina.example", name="Vendite")


def carry_out_what_is_due() -> None:
    while (job := claim_next(NOON)) is not None:
        carry_out(job, at=NOON, clock=lambda: NOON)


def test_a_mail_leaves_by_the_server_of_its_mailbox(settings, cast, sales):
    with sinks.running() as ours, sinks.running() as theirs:
        settings.SMTP_URL = ours.url
        Mailbox.objects.filter(pk=sales.pk).update(smtp_url=theirs.url)

        arrives(a_mail(), to=["vendite@officina.example"])
        arrives(a_mail(subject="Altro"))

        assert [mail["From"].addresses[0].addr_spec for mail in theirs.mails] == [sales.address]
        assert len(ours.mails) == 1


def test_the_domain_it_is_signed_for_is_everywhere_the_same(settings, cast, sales):
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        arrives(a_mail(), to=["vendite@officina.example"])

    mail, sent = sink.mails[0], OutgoingMail.objects.get()
    assert mail["From"].addresses[0].domain == "officina.example"
    assert mail["Reply-To"].addresses[0].domain == "officina.example"
    assert mail["Message-ID"].endswith("@officina.example>")
    assert "brembo.example" not in str(mail["From"])
    assert sent.envelope_from == ""


def test_a_dead_server_holds_up_no_other(settings, cast, sales):
    Mailbox.objects.filter(pk=sales.pk).update(smtp_url=DEAD)
    with sinks.running() as sink:
        settings.SMTP_URL = sink.url
        for number in range(3):
            to = ["vendite@officina.example"]
            keep_mail(a_mail(subject=f"{number}"), "giulia@brembo.example", to, "lmtp", NOON)
        keep_mail(a_mail(), "giulia@brembo.example", ["support@officina.example"], "lmtp", NOON)
        carry_out_what_is_due()

        assert len(sink.mails) == 1
    waiting = OutgoingMail.objects.filter(state="waiting")
    assert waiting.count() == 3
    # The first was tried; the others of the same server wait with it.
    assert sorted(waiting.values_list("attempts", flat=True)) == [0, 0, 1]


def test_mail_without_a_mailbox_waits_for_its_own_server_alone(settings, cast, sales):
    settings.SMTP_URL = DEAD
    with sinks.running() as theirs:
        Mailbox.objects.filter(pk=sales.pk).update(smtp_url=theirs.url)
        sales.refresh_from_db()
        queue_mail(a_letter(), at=NOON)
        queue_mail(a_letter(message_id="<two@officina.example>"), at=NOON)
        queue_mail(a_letter(message_id="<three@officina.example>", mailbox=sales), at=NOON)
        carry_out_what_is_due()

        assert [mail["Message-ID"] for mail in theirs.mails] == ["<three@officina.example>"]
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 1, 1]


def test_a_password_that_another_key_sealed_keeps_its_mail_waiting(settings, cast, sales):
    with sinks.running() as theirs:
        url = theirs.url.replace("//", "//vendite@")
        Mailbox.objects.filter(pk=sales.pk).update(smtp_url=url, sealed_smtp_password="gAAAAx")
        keep_mail(a_mail(), "giulia@brembo.example", [sales.address], "lmtp", NOON)
        carry_out_what_is_due()
        waiting = OutgoingMail.objects.get()
        assert "enter it once more" in waiting.last_error

        Mailbox.objects.filter(pk=sales.pk).update(smtp_url=theirs.url, sealed_smtp_password="")
        works(minutes(5))

        assert len(theirs.mails) == 1


def test_the_password_of_a_sender_is_sealed_and_never_shown(client: Client, cast, sales):
    client.force_login(cast.admin)
    client.post(
        f"/office/mailboxes/{sales.pk}/",
        {
            "address": sales.address,
            "name": "Vendite",
            "language": "it",
            "smtp_url": "smtps://vendite:canary@smtp.officina.example",
        },
    )

    sales.refresh_from_db()
    assert sales.smtp_url == "smtps://vendite@smtp.officina.example"
    assert unseal(sales.sealed_smtp_password) == "canary"
    assert "canary" not in client.get(f"/office/mailboxes/{sales.pk}/").content.decode()
    assert "canary" not in client.get("/office/log/").content.decode()


def test_nothing_typed_keeps_the_password(client: Client, cast, sales):
    Mailbox.objects.filter(pk=sales.pk).update(sealed_smtp_password=seal("canary"))
    client.force_login(cast.admin)
    form = {"address": sales.address, "language": "it", "smtp_url": "smtp://x@smtp.example"}

    client.post(f"/office/mailboxes/{sales.pk}/", form)

    sales.refresh_from_db()
    assert unseal(sales.sealed_smtp_password) == "canary"
