"""Notices come by mail as well to those whose profile asks for it, and to nobody else."""

from datetime import timedelta

import pytest

from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.tickets.actions.noticing import MAILED_AFTER
from puntuale.apps.tickets.actions.reading import read_notices
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import NOON, Cast
from tests.interfaces.mail.office import our_mailbox, works

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    our_mailbox()
    cast.davide.wants_mail_notices = True
    cast.davide.save()
    return asked(cast, subject="Il telaio fischia")


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="notice"))


def test_a_notice_comes_by_mail_in_the_readers_language(cast, ticket):
    assign(ticket, to=cast.davide, team=None, by=cast.elena, at=NOON)
    works(NOON + MAILED_AFTER)

    (mail,) = mails()
    assert mail.to == ["Davide Basso <davide@officina.example>"]
    assert mail.subject == f"Assegnata a lei: {ticket.number} · Il telaio fischia"
    assert f"/desk/tickets/{ticket.number}/" in mail.text
    assert "/desk/profile/" in mail.text


def test_whoever_did_not_ask_for_it_gets_none(cast, ticket):
    assign(ticket, to=cast.tone, team=None, by=cast.elena, at=NOON)
    works(NOON + timedelta(hours=1))

    assert mails() == []


def test_what_was_read_at_the_desk_meanwhile_is_not_mailed(cast, ticket):
    assign(ticket, to=cast.davide, team=None, by=cast.elena, at=NOON)
    read_notices(cast.davide, at=NOON + timedelta(minutes=1))
    works(NOON + MAILED_AFTER)

    assert mails() == []


def test_of_a_restricted_request_the_mail_names_the_number_alone(cast, ticket):
    cast.tone.wants_mail_notices = True
    cast.tone.save()
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    ticket.refresh_from_db()
    assign(ticket, to=cast.tone, team=None, by=cast.elena, at=NOON)
    works(NOON + MAILED_AFTER)

    (mail,) = mails()
    assert mail.subject == f"Assigned to you: {ticket.number}"
    assert "telaio" not in mail.text + mail.html


def test_whoever_sees_the_request_no_more_gets_no_mail_about_it(cast, ticket):
    assign(ticket, to=cast.davide, team=None, by=cast.elena, at=NOON)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    works(NOON + MAILED_AFTER)

    assert mails() == []
