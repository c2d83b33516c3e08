"""Enquiries by the public form, the public list, and what partners have at their desk."""

import uuid

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import LogEntry, User
from puntuale.apps.agreements.models import Agreement
from puntuale.apps.agreements.partner_terms import values_now
from puntuale.apps.agreements.queries import PROSPECTS
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.charges.models import FirstLevelCharge
from puntuale.apps.charges.working import enter_work
from puntuale.apps.customers.models import Contact
from puntuale.apps.partners.models import PartnerCard
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work
from tests.apps.catalogue.machines import a_licence
from tests.apps.partners.reseller import a_partner, asked_at_first_level, sold_upgrades
from tests.apps.registrations.newcomers import registers
from tests.cast import NOON, Cast, covered, in_force, rome
from tests.interfaces.locks.visiting import browser, said

ENQUIRY = "/enquiry/"


@pytest.fixture
def adria(cast: Cast, time_machine: TimeMachineFixture) -> User:
    time_machine.move_to(NOON)
    cache.clear()
    in_force(PROSPECTS)
    return a_partner("Adria", cast.brembo)


def typed(**facts: object) -> dict[str, object]:
    usual = {"name": "Nina", "email": "nina@new.example", "company": "New", "subject": "Offer?"}
    return {**usual, "product": "", "type": "price", "key": str(uuid.uuid4()), **facts}


def listed(partner_of_user: User) -> PartnerCard:
    partner = partner_of(partner_of_user)
    assert partner is not None
    return PartnerCard.objects.create(partner=partner, is_listed=True, about_en="In Koper.")


def test_without_an_agreement_for_prospects_there_is_no_form(cast: Cast) -> None:
    assert Client().get(ENQUIRY).status_code == 404


def test_anybody_asks_for_a_price(cast: Cast, adria: User) -> None:
    page = said(Client().get(ENQUIRY))
    answer = Client().post(ENQUIRY, typed(text="For five."))

    assert "A price" in page
    assert answer.headers["Location"] == "/enquiry/sent/"
    ticket = Ticket.objects.get()
    assert (ticket.is_prospect, ticket.type, ticket.handed_to) == (True, "price", None)
    assert "For five." in ticket.messages.get().text


def test_a_call_needs_a_number_and_is_asked_for(cast: Cast, adria: User) -> None:
    without = Client().post(ENQUIRY, typed(type="call"))
    Client().post(ENQUIRY, typed(type="call", phone="+39 035 123456"))

    assert without.status_code == 422
    assert Callback.objects.get().ticket.type == "call"


def test_an_application_for_the_subscription_is_a_lead_of_the_chosen_partner(
    cast: Cast, adria: User
) -> None:
    card = listed(adria)

    Client().post(ENQUIRY, typed(type="subscription", partner=card.pk))

    assert Ticket.objects.get().handed_to == card.partner
    assert "Offer?" in said(browser(adria).get("/desk/enquiries/"))
    assert "Offer?" in said(browser(adria).get("/desk/"))
    assert "Adria" in said(browser(cast.davide).get("/desk/enquiries/"))


def test_a_robot_and_a_flood_ask_nothing(cast: Cast, adria: User) -> None:
    answer = Client().post(ENQUIRY, typed(website="https://spam.example"))
    assert answer.headers["Location"] == "/enquiry/sent/"
    assert not Ticket.objects.exists()

    codes = {Client().post(ENQUIRY, typed()).status_code for _ in range(40)}

    assert 429 in codes
    assert Ticket.objects.count() < 40


def test_the_same_form_sent_twice_is_one_enquiry(cast: Cast, adria: User) -> None:
    form = typed()

    for _ in range(2):
        Client().post(ENQUIRY, form)

    assert Ticket.objects.count() == 1


def test_a_partner_is_listed_when_it_wants_to_be(cast: Cast, adria: User) -> None:
    assert "Adria" not in said(Client().get("/partners/"))

    saved = browser(adria).post(
        "/desk/card/", {"is_listed": "on", "about_it": "A Capodistria.", "phone": "+39 035 123456"}
    )

    assert saved.status_code == 302
    page = said(Client(headers={"accept-language": "it"}).get("/partners/"))
    assert "Adria" in page
    assert "A Capodistria." in page
    assert browser(cast.elena).get("/desk/card/").status_code == 403


def test_what_a_partner_leaves_out_leaves_nothing_behind(cast: Cast, adria: User) -> None:
    card = listed(adria)
    nothing = said(Client().get("/partners/"))
    PartnerCard.objects.filter(pk=card.pk).update(email="hello@adria.example")

    page = said(Client().get("/partners/"))

    assert '<p class="small">' not in nothing
    assert '<p class="small"><a href="mailto:hello@adria.example">' in page


def test_an_enquiry_is_handed_over_on_its_page(cast: Cast, adria: User) -> None:
    Client().post(ENQUIRY, typed())
    ticket, partner = Ticket.objects.get(), partner_of(adria)
    assert partner is not None
    page = f"/desk/tickets/{ticket.number}/"
    assert f"{page}partner/" in said(browser(cast.davide).get(page))

    browser(cast.davide).post(f"{page}partner/", {"partner": partner.pk})
    assert browser(adria).get(page).status_code == 200
    browser(adria).post(f"{page}partner/", {"reason": "Not our country."})

    assert browser(adria).get(page).status_code == 404


def test_a_customer_whose_partner_is_not_reached_is_told_the_price_first(
    cast: Cast, adria: User
) -> None:
    sold_upgrades(cast)
    covered(cast.brembo, in_force("direct-support"))
    ticket = asked_at_first_level(cast)
    giulia, page = browser(cast.giulia.user), f"/requests/{ticket.number}/"
    assert "coupon" in said(giulia.get(page))

    giulia.post(f"{page}partner/")

    ticket.refresh_from_db()
    assert ticket.past_partner_at is not None
    assert f"{page}partner/" not in said(giulia.get(page))


def test_a_partner_finds_what_its_customers_have(cast: Cast, adria: User) -> None:
    a_licence(cast.planner, cast.brembo, "ADRIA-1")
    a_licence(cast.planner, cast.alpine, "OTHERS-1")
    client = browser(adria)

    assert "Tessitura Brembo" in said(client.get("/desk/customers/"))
    page = said(client.get(f"/desk/customers/{cast.brembo.pk}/"))

    assert "ADRIA-1" in page
    assert client.get(f"/desk/customers/{cast.alpine.pk}/").status_code == 404
    assert browser(cast.davide).get("/desk/customers/").status_code == 404


def test_a_customer_of_many_licences_costs_no_more_queries(
    cast: Cast, adria: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, page = browser(adria), f"/desk/customers/{cast.brembo.pk}/"
    client.get(page)
    with CaptureQueriesContext(connection) as before:
        client.get(page)

    for number in range(4):
        a_licence(cast.planner, cast.brembo, f"ADRIA-{number}")

    with django_assert_num_queries(len(before)):
        assert "ADRIA-3" in said(client.get(page))


def test_a_partner_says_who_is_of_its_customers(cast: Cast, adria: User) -> None:
    version = in_force("direct-support").versions.get()
    sara = registers(version, serial_number="OS-1234-5678")
    luka = registers(version, email="luka@alpine.example", name="Luka Novak")
    client = browser(adria)

    page = said(client.get("/desk/registrations/"))
    accepted = client.post(f"/desk/registrations/{sara.pk}/", {"decision": "accept"})
    foreign = client.post(f"/desk/registrations/{luka.pk}/", {"decision": "refuse"})

    assert "Sara Sartor" in page
    assert "Luka Novak" not in page
    assert (accepted.status_code, foreign.status_code) == (302, 404)
    assert Contact.objects.get(email=sara.email).organisation == cast.brembo
    assert LogEntry.objects.get(what="registrations.accepted").by == adria
    assert f"/desk/registrations/{sara.pk}/" not in said(client.get("/desk/registrations/"))
    assert browser(cast.elena).get("/desk/registrations/").status_code == 404


def test_a_partner_writes_a_request_down_for_its_own_customers(cast: Cast, adria: User) -> None:
    sold_upgrades(cast)
    form = {"channel": "portal", "language": "it", "subject": "Aiuto", "text": "Serve aiuto."}
    form |= {"product": cast.planner.pk, "key": str(uuid.uuid4()), "name": "", "serial_number": ""}
    client = browser(adria)

    refused = client.post("/desk/tickets/new/", {**form, "email": cast.maja.email})
    made = client.post("/desk/tickets/new/", {**form, "email": cast.giulia.email})

    assert (refused.status_code, made.status_code) == (422, 302)
    assert Ticket.objects.get().owner_side == Ticket.Side.PARTNER
    assert "alpine" not in said(client.get("/desk/tickets/new/contacts/?email=maja"))


def test_each_side_writes_into_its_own_blanks(cast: Cast, adria: User) -> None:
    sold_upgrades(cast)
    partner = partner_of(adria)
    assert partner is not None
    desk, office = browser(adria), browser(cast.elena)
    terms = f"upgrade-premium-{partner.pk}"
    mine = {"terms": terms, "charging-0-charge": "65,00"}
    ours = {"terms": terms, "rates-partner_incident-amount": "40.00"}

    for wrong in ("a lot", "6" * 21):
        assert desk.post("/desk/terms/", {**mine, "charging-0-charge": wrong}).status_code == 422
    assert desk.post("/desk/terms/", mine).status_code == 302
    assert office.post("/office/partner-terms/", ours).status_code == 302

    assert values_now(partner, Agreement.objects.get(code="upgrade-premium")) == {
        ("charging", 0, "charge"): "65.00",
        ("rates", "partner_incident", "amount"): "40.00",
    }
    assert "40.00" in said(desk.get("/desk/terms/"))
    assert "65.00" in said(office.get("/office/partner-terms/"))


def test_what_the_first_level_costs_is_read_by_whom_it_concerns(cast: Cast, adria: User) -> None:
    sold_upgrades(cast)
    partner = partner_of(adria)
    assert partner is not None
    browser(adria).post(
        "/desk/terms/", {"terms": f"upgrade-premium-{partner.pk}", "charging-0-charge": "65.00"}
    )
    ticket = asked_at_first_level(cast, at="2026-11-23 12:05")
    span = Work(started_at=rome("2026-11-23 10:00"), ended_at=rome("2026-11-23 10:30"))
    enter_work(ticket, span, worker=adria, by=adria, at=NOON)
    dinamo = a_partner("Dinamo", cast.alpine)

    for reader, page in (
        (adria, f"/desk/tickets/{ticket.number}/"),
        (cast.davide, f"/desk/tickets/{ticket.number}/"),
        (cast.giulia.user, f"/requests/{ticket.number}/"),
        (adria, "/desk/billing/?month=2026-11"),
    ):
        assert "32" in said(browser(reader).get(page)), page
    table = said(browser(adria).get("/desk/billing/?month=2026-11&as=csv"))
    assert f"{ticket.number},Tessitura Brembo,32.50,EUR" in table
    assert str(ticket.number) not in said(browser(dinamo).get("/desk/billing/?month=2026-11"))
    assert browser(cast.elena).get("/desk/billing/").status_code == 403


def test_what_is_charged_in_two_currencies_is_no_single_sum(cast: Cast, adria: User) -> None:
    sold_upgrades(cast)
    for number, currency in enumerate(("EUR", "CHF"), 1):
        FirstLevelCharge.objects.create(
            ticket=asked_at_first_level(cast),
            partner=partner_of(adria),
            rated_at=NOON,
            worked_on=NOON.date(),
            currency=currency,
            amount_minor=number * 1000,
            whole={},
        )

    page = said(browser(adria).get("/desk/billing/?month=2026-11", HTTP_ACCEPT_LANGUAGE="en"))

    total = page.split("Together", 1)[1]
    assert "€10.00" in total
    assert "CHF20.00" in total


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "spring"])
def test_a_month_without_neighbours_is_the_current_one(cast: Cast, adria: User, month: str) -> None:
    assert "2026-11" in said(browser(adria).get(f"/desk/billing/?month={month}"))
