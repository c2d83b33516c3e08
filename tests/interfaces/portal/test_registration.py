"""Anybody registers; nobody learns what others hold, and no address is proved by being typed."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.starters import starter
from puntuale.apps.customers.models import Consent, Contact, Organisation
from puntuale.apps.post.models import OutgoingMail
from puntuale.apps.registrations.models import Registration
from tests.apps.catalogue.machines import a_licence
from tests.cast import FOUNDED, Cast, in_force, rome
from tests.interfaces.mail.office import works
from tests.interfaces.portal.conftest import SignedIn, text_of

LATER = rome("2026-11-23 13:00")
TYPED = {
    "serial_number": "op 4471 0892 kr",
    "company": "Studio Sartor",
    "address": "Via Roma 1, Bergamo",
    "country": "IT",
    "name": "Sara Sartor",
    "phone": "035 1234567",
    "email": "Sara@Sartor.example",
    "language": "en",
    "accepts_terms": "on",
}


@pytest.fixture(autouse=True)
def offered(cast: Cast) -> None:
    in_force("direct-support")


def sent(client: Client, **facts: Any) -> HttpResponse:
    """Fill in the form as it stands, and send it."""
    page = text_of(client.get("/register/"))
    hidden = dict(re.findall(r'name="(key|terms)" value="([^"]+)"', page))
    return client.post("/register/", TYPED | hidden | facts)


def proof() -> str:
    works(LATER)
    mail = OutgoingMail.objects.order_by("-pk")[0]
    found = re.search(r"/register/[\w-]{43}/", mail.text)
    assert found, mail.text
    return found[0]


def test_from_the_form_to_the_welcome(client: Client, cast: Cast) -> None:
    licence = a_licence(cast.planner, None)

    answer = sent(client)
    link = proof()
    looked_at = client.get(link)
    page = text_of(client.post(link))

    assert answer["Location"] == "/register/sent/"
    assert looked_at.status_code == 200
    licence.refresh_from_db()
    assert licence.holder.name == "Studio Sartor"
    assert "You are registered for Studio Sartor." in page
    contact = Contact.objects.get(email="sara@sartor.example")
    assert (contact.phone, contact.organisation.country) == ("+390351234567", "IT")
    works(LATER)
    welcome = OutgoingMail.objects.order_by("-pk")[0]
    assert welcome.subject == "You are registered with Officina Software"
    assert Registration.objects.get().version.sha256 in welcome.text
    assert client.get(link).status_code == 410


def test_looking_at_the_mailed_link_registers_nobody(client: Client, cast: Cast) -> None:
    sent(client)
    link = proof()

    for _ in range(2):
        client.get(link)

    assert Registration.objects.get().state == Registration.State.SENT
    assert not Organisation.objects.filter(name="Studio Sartor").exists()


def test_the_mail_repeats_nothing_that_was_typed(client: Client, cast: Cast) -> None:
    sent(client, name="Buy pills", company="https://spam.example")
    proof()

    mail = OutgoingMail.objects.get()
    assert "pills" not in mail.text + mail.subject + mail.html + "".join(mail.to)
    assert "spam" not in mail.text + mail.subject + mail.html


def test_known_and_unknown_taken_and_free_are_answered_alike(client: Client, cast: Cast) -> None:
    a_licence(cast.planner, None, "OP-1")
    pages = []
    for number, facts in enumerate(
        (
            {"serial_number": "OP-1"},
            {"serial_number": "OS-1234-5678"},
            {"serial_number": "OP-9999"},
            {"serial_number": "0", "email": "maja@alpine.example"},
        )
    ):
        values = {"email": f"x{number}@sartor.example"} | facts
        answer = sent(client, **values)
        assert answer.status_code == 302
        page = re.sub(r"<time[^>]*>.*?</time>", "", text_of(client.get(answer["Location"])))
        pages.append(re.sub(r'value="[^"]+"|Token": "\w+', "", page))

    assert len(set(pages)) == 1


def test_a_serial_that_is_taken_and_one_that_is_unknown_end_on_the_same_page(
    client: Client, cast: Cast
) -> None:
    pages = []
    for number, serial in enumerate(("OS-1234-5678", "OP-9999")):
        sent(client, serial_number=serial, email=f"x{number}@sartor.example")
        page = re.sub(r"<time[^>]*>.*?</time>", "", text_of(client.post(proof())))
        pages.append(re.sub(r'value="[^"]+"|Token": "\w+', "", page))

    assert pages[0] == pages[1]
    assert "within one working day" in pages[0]
    assert "Brembo" not in pages[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("serial_number", "N/A"),
        ("serial_number", ""),
        ("phone", "899 123456"),
        ("phone", "call me"),
        ("email", "a@b.example\r\nBcc: x@y.example"),
        ("company", ""),
        ("country", "XX"),
        ("accepts_terms", ""),
    ],
)
def test_what_cannot_be_so_is_asked_again(
    client: Client, cast: Cast, name: str, value: str
) -> None:
    assert sent(client, **{name: value}).status_code == 422
    assert not Registration.objects.exists()


def test_the_word_for_an_unknown_serial_is_the_agreement_s(client: Client, cast: Cast) -> None:
    text = starter("direct-support").replace('unknown_value: "0"', 'unknown_value: "NONE-YET"')
    draft = keep_draft(Agreement.objects.get(), text, by=None, at=FOUNDED)
    activate(draft, valid_from=rome("2026-11-02 00:00"), by=None, at=FOUNDED)

    refused = sent(client, serial_number="0")
    taken = sent(client, serial_number="NONE-YET")

    assert "or NONE-YET if you cannot find it" in text_of(refused)
    assert taken.status_code == 302


def test_terms_that_have_changed_are_shown_before_they_are_accepted(
    client: Client, cast: Cast
) -> None:
    answer = sent(client, terms="0" * 64)

    assert answer.status_code == 409
    assert not Registration.objects.exists()
    assert f'name="terms" value="{"0" * 64}"' not in text_of(answer)


def test_news_are_off_unless_they_were_asked_for(client: Client, cast: Cast) -> None:
    sent(client, serial_number="0")
    client.post(proof())
    assert not Consent.objects.exists()

    sent(client, serial_number="0", wants_news="on", email="ana@oblak.example", company="Oblak")
    client.post(proof())
    assert Consent.objects.get().contact.email == "ana@oblak.example"


def test_robots_and_floods_register_nobody(client: Client, cast: Cast) -> None:
    assert sent(client, website="https://spam.example").status_code == 302
    assert not Registration.objects.exists()
    statuses = [sent(Client()).status_code for _ in range(4)]

    assert statuses == [302, 302, 302, 429]


def test_without_an_agreement_that_asks_for_it_nobody_registers(
    client: Client, cast: Cast, time_machine: TimeMachineFixture
) -> None:
    assert 'href="/register/"' in text_of(client.get("/sign-in/"))

    time_machine.move_to(rome("2025-11-23 12:00"))

    assert client.get("/register/").status_code == 404
    assert 'href="/register/"' not in text_of(client.get("/sign-in/"))


def test_a_colleague_is_confirmed_by_whoever_speaks_for_the_company(
    client: Client, cast: Cast, signed_in: SignedIn
) -> None:
    Contact.objects.filter(pk=cast.maja.pk).update(sees_colleagues=True)
    sent(client, serial_number="0", email="luka@alpine.example", name="Luka Zupan")
    client.post(proof())
    waiting, maja = Registration.objects.get(), signed_in(cast.maja)

    assert "1 person says they work for your company." in text_of(maja.get("/"))
    foreign = signed_in(cast.giulia).post(f"/colleagues/{waiting.pk}/", {"decision": "accept"})
    maja.post(f"/colleagues/{waiting.pk}/", {"decision": "accept"})

    assert foreign.status_code == 404
    assert Contact.objects.get(email="luka@alpine.example").organisation == cast.alpine


def test_the_desk_decides_what_no_rule_decides(
    client: Client, cast: Cast, signed_in: SignedIn
) -> None:
    sent(client, serial_number="OS-1234-5678")
    client.post(proof())
    waiting, elena = Registration.objects.get(), signed_in(cast.elena)

    assert "held by Tessitura Brembo" in text_of(elena.get("/office/registrations/"))
    assert signed_in(cast.davide).get("/office/registrations/").status_code == 403
    elena.post(f"/office/registrations/{waiting.pk}/", {"decision": "refuse"})

    works(LATER)
    assert "could not confirm it" in OutgoingMail.objects.order_by("-pk")[0].text


def test_nobody_is_turned_down_because_the_chosen_customer_is_gone(
    client: Client, cast: Cast, signed_in: SignedIn
) -> None:
    sent(client, serial_number="OS-1234-5678")
    client.post(proof())
    waiting = Registration.objects.get()

    answer = signed_in(cast.elena).post(
        f"/office/registrations/{waiting.pk}/", {"decision": "accept", "organisation": "999"}
    )

    waiting.refresh_from_db()
    assert answer.status_code == 404
    assert waiting.state == Registration.State.PENDING
