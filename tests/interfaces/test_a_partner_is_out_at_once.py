"""R-17, and security E 45: a partner who loses a customer has lost it with the next question."""

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.calendar_address import token_of as calendar_of
from puntuale.apps.accounts.models import User
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Ticket
from tests.apps.partners.reseller import a_partner, asked_at_first_level, sold_upgrades
from tests.cast import NOON, Cast
from tests.interfaces.locks.visiting import browser, said, token_of

SECRET = "canarino"


@pytest.fixture
def adria(cast: Cast, time_machine: TimeMachineFixture) -> User:
    time_machine.move_to(NOON)
    sold_upgrades(cast)
    return a_partner("Adria", cast.brembo)


@pytest.fixture
def ticket(cast: Cast, adria: User) -> Ticket:
    ticket = asked_at_first_level(cast, subject=SECRET)
    file = keep_file(b"words", "words.txt", "text/plain", at=NOON)
    customer_writes(
        ticket, contact=cast.giulia, text=SECRET, html=f"<p>{SECRET}</p>", files=[file], at=NOON
    )
    assign(ticket, to=adria, by=adria, at=NOON)
    return ticket


def moved_away(cast: Cast, by: User) -> None:
    """As the office does it: the link ends now."""
    link = PartnerLink.objects.get()
    facts = {"organisation": cast.brembo.pk, "partner": link.partner_id, "starts_on": "2026-01-01"}
    answer = browser(by).post(f"/office/partners/{link.pk}/", {**facts, "ended_at": "on"})
    assert answer.status_code == 302


def test_everything_that_was_open_a_moment_ago_is_not_there(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    client, token, program = browser(adria), token_of(adria), Client()
    calendar = f"/calendar/{calendar_of(adria)}/promises.ics"
    file = ticket.messages.get(text=SECRET).files.get()
    mail = f"/files/mail/{file.message_id}/"
    pages = [f"/desk/tickets/{ticket.number}/", f"/files/{file.key}/", mail]
    lists = ["/desk/", f"/desk/search/?q={SECRET}", f"/desk/changes/?shown={ticket.number}"]
    calls = [f"/api/v1/requests/{ticket.number}", f"/api/v1/requests/{ticket.number}/messages"]
    number = str(ticket.number)
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "max-age" not in answer.get("Cache-Control", ""), address
    assert all(SECRET in said(client.get(address)) for address in lists[:2])
    assert all(program.get(each, headers=token).status_code == 200 for each in calls)
    assert SECRET in said(program.get("/api/v1/requests", {"q": SECRET}, headers=token))
    ours = said(Client().get(calendar))

    moved_away(cast, cast.elena)

    for address in pages:
        assert client.get(address).status_code == 404, address
    for address in lists:
        shown = said(client.get(address))
        assert "Ordini" not in shown, address
        assert f"/tickets/{number}/" not in shown, address
    assert all(program.get(each, headers=token).status_code == 404 for each in calls)
    assert number not in said(program.get("/api/v1/requests", headers=token))
    assert number not in said(Client().get(calendar))
    assert "VCALENDAR" in ours


def test_nothing_can_be_done_to_it_either(cast: Cast, adria: User, ticket: Ticket) -> None:
    client, token = browser(adria), token_of(adria) | {"Idempotency-Key": "late"}
    before = ticket.events.count()
    moved_away(cast, cast.elena)

    answers = [
        client.post(f"/desk/tickets/{ticket.number}/reply/", {"text": "Ecco.", "then": "keep"}),
        client.post(f"/desk/tickets/{ticket.number}/level/", {"level": "L2", "reason": "x"}),
        Client().post(
            f"/api/v1/requests/{ticket.number}/messages",
            {"text": "Ecco."},
            "application/json",
            headers=token,
        ),
    ]
    client.post("/desk/bulk/", {"ticket": ticket.number, "do": "resolve"})

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert ticket.events.count() == before


def test_a_partner_is_made_in_the_office_and_comes_to_its_desk(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    partner = adria.contact.organisation
    assert partner is not None
    facts = {"name": "Bora Perko", "email": "bora@adria.example", "role": "partner"}
    facts |= {"language": "en", "time_zone": "Europe/Rome", "is_active": "on"}
    office = browser(cast.admin)

    without = office.post("/office/people/new/", facts)
    made = office.post("/office/people/new/", {**facts, "partner": partner.pk})

    assert (without.status_code, made.status_code) == (422, 302)
    bora = User.objects.get(email="bora@adria.example")
    assert SECRET in said(browser(bora).get("/desk/"))
    assert browser(bora).get("/office/customers/").status_code == 403


def test_the_page_of_what_the_vendor_has_offers_a_note_and_no_step(
    cast: Cast, adria: User, ticket: Ticket
) -> None:
    client, page = browser(adria), f"/desk/tickets/{ticket.number}/"
    assert "/reply/" in said(client.get(page))

    client.post(f"{page}level/", {"level": "L2", "reason": "A fault of the program."})

    shown = said(client.get(page))
    assert "/note/" in shown
    steps = ("reply", "charge", "class", "wait", "resolution", "closing", "level", "merge")
    assert [step for step in steps if f"{page}{step}/" in shown] == []


def test_what_is_chosen_from_names_nobody_elses(cast: Cast, adria: User, ticket: Ticket) -> None:
    client = browser(adria)
    a_partner("Dinamo", cast.alpine)

    filters = said(client.get("/desk/filters/"))
    page = said(client.get(f"/desk/tickets/{ticket.number}/"))

    assert "Tessitura Brembo" in filters
    for name in ("Alpine Optics", "Davide Basso", "Dinamo", "Support"):
        assert f">{name}<" not in filters, name
        assert f">{name}<" not in page, name
