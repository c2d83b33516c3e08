"""Somebody without an account asks: nothing is given away, and nobody else is bothered."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.customers.models import Contact
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.models import Attachment, Ticket
from tests.cast import Cast, in_force, rome
from tests.interfaces.portal.conftest import ask, text_of

TYPED = {
    "name": "Sara Sartor",
    "email": "sara@sartor.example",
    "company": "Studio Sartor",
    "subject": "Printer",
    "text": "It prints nothing.",
}


def test_the_promise_of_the_standard_agreement_is_shown_before(
    agreements: None, client: Client
) -> None:
    page = text_of(client.get("/request/"))

    assert "by Tuesday 12:00" in page
    assert "Standard Support Services, version 1." in page


def test_a_stranger_becomes_a_contact_and_their_request_is_in_the_queue(
    agreements: None, client: Client
) -> None:
    answer = client.post("/request/", TYPED, follow=True)

    ticket = Ticket.objects.get()
    assert f"<strong>{ticket.number}</strong>" in text_of(answer)
    assert ticket.channel == "form"
    assert ticket.organisation is None
    assert (ticket.contact.email, ticket.contact.name) == ("sara@sartor.example", "Sara Sartor")
    assert ticket.messages.get().text.startswith("It prints nothing.")
    assert "Studio Sartor" in ticket.messages.get().text
    assert Job.objects.filter(kind="mail.received").exists()


def test_a_known_and_an_unknown_address_are_answered_alike(
    agreements: None, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(rome("2026-11-23 12:00"), tick=False)
    ask(cast.giulia, subject="Secret of Brembo")
    pages = []
    for email in (cast.giulia.email, "sara@sartor.example"):
        client = Client()
        page = text_of(client.post("/request/", TYPED | {"email": email}, follow=True))
        pages.append(re.sub(r"<strong>\d+</strong>|value=\"[^\"]+\"|Token\": \"\w+", "", page))
        assert client.get("/")["Location"].startswith("/sign-in/")

    assert pages[0] == pages[1]
    assert "Brembo" not in pages[0]


def test_a_known_address_does_not_change_who_it_belongs_to(
    agreements: None, client: Client, cast: Cast
) -> None:
    client.post("/request/", TYPED | {"email": "MAJA@alpine.example", "name": "Mallory"})

    maja = Contact.objects.get(email__iexact="maja@alpine.example")
    assert maja.name == "Maja Kranjc"
    assert Ticket.objects.get().contact == maja


def test_a_form_with_errors_keeps_words_and_files_of_this_browser_only(
    agreements: None, client: Client
) -> None:
    wrong = client.post(
        "/request/",
        TYPED | {"email": "nobody", "attached": SimpleUploadedFile("log.txt", b"words")},
    )
    page = text_of(wrong)
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    Client().post("/request/", TYPED | {"kept": kept, "email": "thief@elsewhere.example"})
    client.post("/request/", TYPED | {"kept": kept})

    assert wrong.status_code == 422
    assert "It prints nothing." in page
    assert not Ticket.objects.get(contact__email="thief@elsewhere.example").files.exists()
    assert Ticket.objects.get(contact__email="sara@sartor.example").files.get().name == "log.txt"


def test_a_robot_that_fills_in_every_field_is_thanked_and_not_heard(
    agreements: None, client: Client
) -> None:
    answer = client.post("/request/", TYPED | {"website": "https://spam.example"}, follow=True)

    assert "Thank you" in text_of(answer)
    assert not Ticket.objects.exists()
    assert not Contact.objects.filter(email="sara@sartor.example").exists()


def test_an_address_gets_three_mails_an_hour_at_most(agreements: None) -> None:
    for _ in range(3):
        Client().post("/request/", TYPED)

    answer = Client().post("/request/", TYPED | {"email": "Sara@Sartor.example"})

    assert answer.status_code == 429
    assert Ticket.objects.count() == 3
    assert Job.objects.filter(kind="mail.received").count() == 3


def test_one_caller_cannot_write_to_the_whole_world(agreements: None, client: Client) -> None:
    for number in range(20):
        client.post("/request/", TYPED | {"email": f"someone{number}@elsewhere.example"})

    answer = client.post("/request/", TYPED | {"email": "one.more@elsewhere.example"})

    assert answer.status_code == 429
    assert Ticket.objects.count() == 20


def test_files_cannot_be_piled_up_for_ever(agreements: None, client: Client) -> None:
    wrong = TYPED | {"email": "nobody"}
    for _ in range(60):
        client.post("/request/", wrong)

    answer = client.post("/request/", wrong | {"attached": SimpleUploadedFile("x", b"x")})

    assert answer.status_code == 429
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example\r\nBcc: x@y.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a b@c.example",
    ],
)
def test_an_address_is_one_address(agreements: None, client: Client, email: str) -> None:
    assert client.post("/request/", TYPED | {"email": email}).status_code == 422
    assert not Ticket.objects.exists()


def test_sent_twice_it_is_one_request(agreements: None, client: Client) -> None:
    typed = TYPED | {"key": "8b9f5a0e-0000-4000-8000-000000000001"}

    client.post("/request/", typed)
    client.post("/request/", typed)

    assert Ticket.objects.count() == 1


def test_thanks_without_a_request_name_no_number(client: Client, cast: Cast) -> None:
    page = text_of(client.get("/request/sent/"))

    assert "Thank you" in page
    assert "Its number" not in page


def test_where_the_form_promises_nothing_nobody_is_told_that_all_is_well(
    cast: Cast, client: Client
) -> None:
    in_force("suite-sla", standard=True)

    page = text_of(client.post("/request/", TYPED, follow=True))

    assert Ticket.objects.get().state == "rejected"
    assert "It says whether your agreement takes requests from this form" in page
    assert "A confirmation is on its way" not in page
