"""Mails that are filed in one commit go where they would go one after the other."""

import pytest

from puntuale.apps.post.actions.intake import keep_mail
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker.duties import run_next_job
from tests.interfaces.mail.office import (
    NOON,
    SUPPORT,
    a_mail,
    arrives,
    last_sent,
    our_mailbox,
    reply_to,
    ticket_of,
    words_on,
)

pytestmark = pytest.mark.django_db
STRANGER, COLLEAGUE = "nora@nowhere.example", "otto@nowhere.example"
CUSTOMER = "giulia@brembo.example"


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


def test_19_a_strangers_second_mail_joins_the_first():
    come_together(*first_and(STRANGER))

    assert words_on(Ticket.objects.get()) == ["It stands still.", "It goes on."]


def test_a_stranger_in_copy_who_answers_joins():
    come_together(*first_and(COLLEAGUE, Cc=COLLEAGUE))

    assert words_on(Ticket.objects.get()) == ["It stands still.", "It goes on."]


def test_a_strangers_two_requests_are_of_one_person_and_numbered_in_their_order():
    come_together(
        (STRANGER, a_mail(STRANGER, subject="One")), (STRANGER, a_mail(STRANGER, subject="Two"))
    )

    one, two = Ticket.objects.order_by("number")
    assert (one.subject, two.subject) == ("One", "Two")
    assert (one.contact, one.number + 1) == (two.contact, two.number)


def test_two_answers_to_one_request_stand_in_their_order_among_other_mails():
    asked = arrives(a_mail(text="It stands still."))
    sent = last_sent()

    come_together(
        (CUSTOMER, reply_to(sent, text="First.")),
        (STRANGER, a_mail(STRANGER)),
        (CUSTOMER, reply_to(sent, text="Second.")),
    )

    assert words_on(ticket_of(asked)) == ["It stands still.", "First.", "Second."]
    assert list(
        ticket_of(asked).events.order_by("sequence").values_list("sequence", flat=True)
    ) == [*range(1, ticket_of(asked).events.count() + 1)]


def test_answers_to_several_requests_end_the_wait_of_each(cast):
    one, two = [arrives(a_mail(subject=subject)) for subject in ("One", "Two")]
    answers = [reply_to(mail) for mail in OutgoingMail.objects.order_by("pk")]
    for mail in (one, two):
        wait_for(ticket_of(mail), Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=NOON)

    come_together(*((CUSTOMER, answer) for answer in answers))

    assert {ticket_of(mail).state for mail in (one, two)} == {Ticket.State.IN_PROGRESS}


def test_one_that_cannot_be_placed_takes_no_other_along():
    nobody = a_mail("nobody@" + "x" * 300)

    come_together(
        (STRANGER, a_mail(STRANGER, subject="One")),
        ("", nobody),
        (STRANGER, a_mail(STRANGER, subject="Two")),
    )

    assert sorted(Ticket.objects.values_list("subject", flat=True)) == ["One", "Two"]
