"""A mail that cannot be read is kept with its reason, and holds up nobody: situations 1, 2 and 4."""

import pytest

from puntuale.apps.jobs.models import Job
from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.actions.reading import replay
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.filing import file as filing
from puntuale.interfaces.mail.reading.reader import ReaderLost, Unreadable
from puntuale.interfaces.mail.reading.values import ReadMail
from puntuale.interfaces.worker.duties import run_next_job
from tests.interfaces.mail.office import NOON, SUPPORT, a_mail, arrives, minutes, our_mailbox, works

pytestmark = pytest.mark.django_db
State = InboundMail.State
POISON = b"From: eve@evil.example\r\nSubject: poison\r\n\r\nPOISON"


class Stumbling:
    """A reader on which one mail has an effect."""

    def __init__(self, trouble: Exception) -> None:
        self.trouble, self.real, self.asked = trouble, filing._reader(), 0

    def start(self) -> None:
        self.real.start()

    def read(self, raw: bytes) -> ReadMail:
        if b"POISON" in raw:
            self.asked += 1
            raise self.trouble
        return self.real.read(raw)


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


@pytest.fixture
def stumbling(monkeypatch):
    def with_trouble(trouble: Exception) -> Stumbling:
        reader = Stumbling(trouble)
        monkeypatch.setattr(filing, "_reader", lambda: reader)
        return reader

    return with_trouble


def test_an_unreadable_mail_is_quarantined_with_its_reason_and_its_bytes(stumbling):
    stumbling(Unreadable("Reading it needed more processor time than a mail may."))

    kept = arrives(POISON, sender="eve@evil.example")

    assert kept.state == State.QUARANTINED
    assert "processor time" in kept.reason
    assert bytes(kept.raw) == POISON


def test_a_mail_that_ends_its_reader_is_tried_three_times(stumbling):
    reader = stumbling(ReaderLost("The process that read it ended (-11)."))

    kept = arrives(POISON)

    assert kept.state == State.QUARANTINED
    assert reader.asked == 3


def test_02_the_mails_behind_a_bad_one_are_read_meanwhile(stumbling):
    stumbling(Unreadable("no"))
    keep_mail(POISON, "", [SUPPORT], "lmtp", NOON)
    keep_mail(a_mail(), "giulia@brembo.example", [SUPPORT], "lmtp", NOON)

    works()

    assert Ticket.objects.count() == 1


def test_of_several_read_together_a_bad_one_is_quarantined_and_the_others_are_filed(stumbling):
    stumbling(Unreadable("no"))
    for raw in (a_mail(subject="One"), POISON, a_mail(subject="Two")):
        keep_mail(raw, "giulia@brembo.example", [SUPPORT], "lmtp", NOON)

    run_next_job(NOON, only=["mail.read"])

    assert list(Ticket.objects.order_by("id").values_list("subject", flat=True)) == ["One", "Two"]
    assert InboundMail.objects.get(state=State.QUARANTINED).reason == "no"
    assert not InboundMail.objects.filter(state=State.RECEIVED).exists()


def test_after_a_repair_it_is_read_again(stumbling, monkeypatch):
    stumbling(Unreadable("no"))
    kept = arrives(POISON, sender="eve@evil.example")
    monkeypatch.undo()

    replay(kept, at=minutes(5))
    works(minutes(5))

    kept.refresh_from_db()
    assert (kept.state, kept.reason) == (State.READ, "")
    assert Ticket.objects.get().submitted_at == NOON


def test_a_mail_during_which_workers_die_is_not_read_for_ever():
    kept = keep_mail(POISON, "", [SUPPORT], "lmtp", NOON)
    Job.objects.filter(kind="mail.read").update(abandoned=filing.MOST_DEATHS)

    works()

    assert "ended the worker" in InboundMail.objects.get(pk=kept.pk).reason


def test_the_command_reads_again_what_it_is_told(stumbling, capsys, monkeypatch):
    from puntuale.interfaces.mail.replaying import replay_mails

    stumbling(Unreadable("no"))
    kept = arrives(POISON, sender="eve@evil.example")
    monkeypatch.undo()

    replay_mails([kept.pk])

    assert f"Mail {kept.pk} will be read again." in capsys.readouterr().out
    assert InboundMail.objects.get(pk=kept.pk).state == State.RECEIVED


def test_the_command_says_what_it_cannot_do():
    import click

    from puntuale.interfaces.mail.replaying import replay_mails

    with pytest.raises(click.ClickException, match="There is no mail 99"):
        replay_mails([99])
