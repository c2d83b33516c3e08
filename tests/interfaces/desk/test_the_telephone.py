"""The telephone is answered; a request is born of it only where the agreement says so."""

import uuid

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, covered, in_force, rome
from tests.interfaces.desk.pages import text_of
from tests.interfaces.mail.office import last_sent, our_mailbox, works

NEW = "/desk/tickets/new/"


@pytest.fixture(autouse=True)
def monday(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(rome("2026-11-23 10:00"), tick=False)


@pytest.fixture
def elena(client: Client, cast: Cast) -> Client:
    client.force_login(cast.elena)
    return client


def called(cast: Cast, **facts: object) -> dict[str, object]:
    return {
        "email": cast.giulia.email,
        "channel": "phone",
        "language": "it",
        "subject": "Ordini doppi",
        "text": "Ha telefonato.",
        "key": str(uuid.uuid4()),
        **facts,
    }


def test_no_request_is_opened_by_telephone_under_standard_services(
    elena: Client, cast: Cast
) -> None:
    in_force("standard-services", standard=True)

    answer = elena.post(NEW, called(cast))

    assert answer.status_code == 422
    assert "Requests cannot be opened by telephone. We can send you the form." in text_of(answer)
    assert "Send the form" in text_of(answer)
    assert not Ticket.objects.exists()


def test_the_form_is_sent_instead_once_and_in_the_callers_language(
    elena: Client, cast: Cast
) -> None:
    our_mailbox()
    in_force("standard-services", standard=True)
    form = called(cast, send_form="")

    for _ in range(2):
        assert elena.post(NEW, form).status_code == 302
    works(rome("2026-11-23 10:01"))

    assert Job.objects.filter(kind="mail.form").count() == 1
    assert not Ticket.objects.exists()
    sent = last_sent()
    assert "Le richieste non si aprono per telefono" in sent.text
    assert "/new/" in sent.text


def test_where_the_telephone_is_the_fallback_it_opens_in_working_hours(
    elena: Client, cast: Cast
) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")

    elena.post(NEW, called(cast, product=cast.planner.pk))

    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.is_open) == ("phone", True)
    shown = text_of(elena.get(f"/desk/tickets/{ticket.number}/"))
    assert "because the telephone was open; it is for when a mail cannot be written" in shown


def test_and_at_lunch_it_says_when_and_what_it_is_for(
    elena: Client, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    time_machine.move_to(rome("2026-11-23 13:30"), tick=False)

    answer = elena.post(NEW, called(cast, product=cast.planner.pk))

    assert "By telephone we take requests only in office hours. Write us a mail." in text_of(answer)
    assert "The telephone is for when you cannot write a mail." in text_of(answer)
    assert not Ticket.objects.exists()


def test_what_came_by_mail_is_written_down_as_always(elena: Client, cast: Cast) -> None:
    in_force("standard-services", standard=True)

    elena.post(NEW, called(cast, channel="email"))

    assert Ticket.objects.get().channel == "email"
