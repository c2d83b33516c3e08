"""A customer's licences: what may run, which machines, and a lost one given back."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from puntuale.apps.agreements.licensing import machine_file
from puntuale.apps.catalogue.keys import public_keys
from puntuale.apps.catalogue.models import Activation, Licence, Product, Release
from puntuale.core.licences.files import Kind, verify
from puntuale.core.licences.machine import (
    MachineRelease,
    MachineRequest,
    write_release,
    write_request,
)
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.cast import NOON, Cast
from tests.interfaces.portal.conftest import SignedIn, text_of


@pytest.fixture
def licence(cast: Cast) -> Licence:
    Release.objects.create(product=cast.planner, version="6.2", released_on=date(2026, 2, 1))
    Release.objects.create(product=cast.planner, version="7.0", released_on=date(2026, 5, 1))
    return a_licence(cast.planner, cast.alpine, seats=2, versions_released_until=date(2026, 3, 1))


@pytest.fixture
def maja(signed_in: SignedIn, cast: Cast) -> Client:
    return signed_in(cast.maja)


def the_request(name: str = "office", serial: str = "op44710892kr") -> str:
    return write_request(MachineRequest(serial, machine(name), name))


def test_licences_stand_on_the_first_page_with_what_is_the_customer_s_for_good(
    licence: Licence, maja: Client
) -> None:
    activated(licence, "office")

    page = text_of(maja.get("/"))

    assert "OP-4471-0892-KR" in page
    assert "yours for good, version 6.2" in page
    assert "1 of 2" in page


def test_each_version_says_whether_it_may_run(licence: Licence, maja: Client) -> None:
    page = text_of(maja.get(f"/licences/{licence.pk}/"))

    assert page.index("7.0") < page.index("not covered") < page.index(">6.2<")


def test_a_machine_without_a_network_gets_its_signed_file(licence: Licence, maja: Client) -> None:
    maja.post("/licences/machines/", {"text": f"Look:\n{the_request()}"})
    office = Activation.objects.get()

    answer = maja.post(f"/licences/{licence.pk}/machines/{office.pk}/file/")

    proved = verify(
        Kind.MACHINE,
        text_of(answer),
        keys=public_keys(),
        now=NOON,
        fingerprint=machine("office"),
    )
    assert (office.method, office.by_contact.name) == (Activation.Method.OFFLINE, "Maja Kranjc")
    assert proved.holder == "Alpine Optics"
    assert (
        'attachment; filename="OP-4471-0892-KR-office.machine.txt"' in answer["Content-Disposition"]
    )


def test_the_text_of_a_request_may_come_in_the_address(licence: Licence, maja: Client) -> None:
    page = text_of(maja.get("/licences/", {"request": "-----BEGIN PUNTUALE"}))

    assert "-----BEGIN PUNTUALE</textarea>" in page
    assert not Activation.objects.exists()


def test_the_machine_after_the_last_seat_is_refused_and_the_others_are_listed(
    licence: Licence, maja: Client
) -> None:
    """K-03."""
    activated(licence, "office")
    activated(licence, "workshop")

    page = text_of(maja.post("/licences/machines/", {"text": the_request("home")}, follow=True))

    assert "All machines of this licence are in use." in page
    assert "workshop" in page
    assert "office" in page
    assert page.count('<td class="only-wide">12:00</td><td class="only-wide">12:00</td>') == 2


def test_a_lost_machine_is_released_as_often_as_the_product_allows(
    licence: Licence, maja: Client, cast: Cast
) -> None:
    """K-04."""
    Product.objects.filter(pk=cast.planner.pk).update(releases_each_year=1)
    lost, office = activated(licence, "lost"), activated(licence, "office")

    page = text_of(maja.post(f"/licences/{licence.pk}/machines/{lost.pk}/release/", follow=True))
    again = text_of(maja.post(f"/licences/{licence.pk}/machines/{office.pk}/release/", follow=True))

    assert "The machine is released." in page
    assert "released as many machines as can be released in a year" in again
    office.refresh_from_db()
    assert office.state == Activation.State.ACTIVE


def test_what_another_company_holds_does_not_exist(
    licence: Licence, signed_in: SignedIn, cast: Cast
) -> None:
    giulia, office = signed_in(cast.giulia), activated(licence, "office")
    page = f"/licences/{licence.pk}/"

    answers = [
        giulia.get(page),
        giulia.post(f"{page}file/"),
        giulia.post(f"{page}machines/{office.pk}/file/"),
        giulia.post(f"{page}machines/{office.pk}/release/"),
    ]
    theirs = giulia.post("/licences/machines/", {"text": the_request("home")})
    nobodys = giulia.post("/licences/machines/", {"text": the_request("home", "OP-9999")})

    assert {answer.status_code for answer in answers} == {404}
    assert theirs.status_code == nobodys.status_code == 422
    sentence = "La sua azienda non ha una licenza con il numero di serie di questo file."
    assert sentence in text_of(theirs)
    assert sentence in text_of(nobodys)
    assert Activation.objects.get().state == Activation.State.ACTIVE


def test_what_is_no_request_is_said_so(maja: Client) -> None:
    assert maja.post("/licences/machines/", {"text": "please"}).status_code == 422
    assert maja.post("/licences/machines/", {}).status_code == 422


def test_many_licences_ask_the_database_as_often_as_few(
    cast: Cast, maja: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        a_licence(cast.planner, cast.alpine, f"OP-{number:04}")

    with django_assert_max_num_queries(14):
        maja.get("/licences/")


def let_go(activation: Activation, at: datetime = NOON) -> str:
    """What the program writes before it deletes the file of its machine."""
    file = machine_file(activation, at=at)
    return write_release(MachineRelease(file, activation.fingerprint))


def test_a_program_that_lets_go_proves_it_and_it_counts_for_none_of_the_years_releases(
    licence: Licence, maja: Client, cast: Cast
) -> None:
    Product.objects.filter(pk=cast.planner.pk).update(releases_each_year=0)
    office = activated(licence, "office")

    page = text_of(maja.post("/licences/releases/", {"text": let_go(office)}, follow=True))

    assert "The machine is released." in page
    office.refresh_from_db()
    assert (office.state, office.was_proved) == (Activation.State.DEACTIVATED, True)
    licence.refresh_from_db()
    assert licence.seats_taken == 0


def test_a_proof_holds_once_and_not_for_the_next_activation(licence: Licence, maja: Client) -> None:
    old = let_go(activated(licence, "office"))
    maja.post("/licences/releases/", {"text": old})
    activated(licence, "office", at=NOON + timedelta(hours=1))

    answer = maja.post("/licences/releases/", {"text": old})

    assert answer.status_code == 422
    assert "This file proves no active machine of your company." in text_of(answer)
    licence.refresh_from_db()
    assert licence.seats_taken == 1


def test_what_is_no_proof_releases_nothing(
    licence: Licence, maja: Client, signed_in: SignedIn, cast: Cast
) -> None:
    office, workshop = activated(licence, "office"), activated(licence, "workshop")
    file = machine_file(office, at=NOON)
    changed = file.replace("A", "B", 1)
    another = write_release(MachineRelease(file, workshop.fingerprint))

    for text in (another, write_release(MachineRelease(changed, office.fingerprint)), "", file):
        assert maja.post("/licences/releases/", {"text": text}).status_code == 422
    theirs = signed_in(cast.giulia).post("/licences/releases/", {"text": let_go(office)})

    assert theirs.status_code == 422
    assert "Questo file non prova alcuna macchina attiva della sua azienda." in text_of(theirs)
    licence.refresh_from_db()
    assert licence.seats_taken == 2
