"""What anybody types on the public form is not mailed on to the address they typed."""

import pytest

from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.mail.writing.tell import received
from tests.cast import Cast, rome

AT = rome("2026-11-23 10:00")
SPAM = "Buy now at spam.example"


def confirmed(contact: Contact, channel: Ticket.Channel) -> OutgoingMail:
    request = NewRequest(
        contact=contact, subject=SPAM, text=SPAM, channel=channel, language="en", tell=False
    )
    ticket = open_ticket(request, at=AT)
    received({"ticket_id": ticket.pk, "message_id": None}, at=AT, job_id=1)
    return OutgoingMail.objects.get()


@pytest.mark.parametrize("known", [True, False])
def test_a_confirmation_repeats_nothing_of_a_public_form(cast: Cast, known: bool) -> None:
    stranger = Contact.objects.create(email="sara@sartor.example", name=SPAM)

    mail = confirmed(cast.maja if known else stranger, Ticket.Channel.FORM)

    assert SPAM not in mail.subject + mail.text + mail.html
    assert str(Ticket.objects.get().number) in mail.subject


def test_whoever_signed_in_reads_their_own_words_again(cast: Cast) -> None:
    assert SPAM in confirmed(cast.maja, Ticket.Channel.PORTAL).text
