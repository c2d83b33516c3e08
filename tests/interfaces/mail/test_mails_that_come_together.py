"""Mails that are filed in one commit go where they would go one after the other."""

import pytest

from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker.duties import run_next_job
from tests.interfaces.mail.office import NOON, SUPPORT, a_mail, our_mailbox, words_on

pytestmark = pytest.mark.django_db
STRANGER, COLLEAGUE = "nora@nowhere.example", "otto@nowhere.example"


@pytest.fixture(autouse=True)
def mailbox(cast):
    return our_mailbox()


def come_together(*mails: tuple[str, bytes]) -> None:
    for sender, raw in mails:
        keep_mail(raw, sender, [SUPPORT], "lmtp", NOON)
    run_next_job(NOON, only=["mail.read"])
    assert not InboundMail.objects.filter(state=InboundMail.State.RECEIVED).exists()


def first_and(sender: str, **fields: str) -> list[tuple[str, bytes]]:
    """A stranger's request, and a mail that answers it before we have filed either."""
    first = a_mail(
        STRANGER, text="It stands still.", Message_ID="<first@nowhere.example>", **fields
    )
    second = a_mail(sender, text="It goes on.", References="<first@nowhere.example>")
    return [(STRANGER, first), (sender, second)]


def test_a_strangers_second_mail_joins_the_first():
    come_together(*first_and(STRANGER))

    assert words_on(Ticket.objects.get()) == ["It stands still.", "It goes on."]


def test_a_stranger_in_copy_who_answers_joins():
    come_together(*first_and(COLLEAGUE, Cc=COLLEAGUE))

    assert words_on(Ticket.objects.get()) == ["It stands still.", "It goes on."]
