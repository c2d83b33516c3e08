"""A technician finds a licence, activates a machine and takes a seat back."""

import pytest
from django.test import Client

from puntuale.apps.catalogue.activating import ask_for_seat
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.partners.queries import partner_of
from puntuale.core.licences.machine import MachineRequest, write_request
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.apps.partners.reseller import a_partner
from tests.cast import NOON, Cast
from tests.interfaces.desk.pages import text_of
from tests.interfaces.locks.visiting import browser, said


@pytest.fixture
def licence(cast: Cast) -> Licence:
    return a_licence(cast.planner, cast.alpine, seats=2)


@pytest.mark.parametrize("words", ["op 4471", "4471-0892", "alpine", "OP44710892KR"])
def test_a_licence_is_found_by_its_serial_number_or_its_customer(
    licence: Licence, davide: Client, words: str
) -> None:
    assert "OP-4471-0892-KR" in text_of(davide.get("/desk/licences/", {"q": words}))


def test_a_technician_activates_a_machine_and_stands_beside_it(
    licence: Licence, davide: Client, cast: Cast
) -> None:
    page = f"/desk/licences/{licence.pk}/"

    davide.post(f"{page}machines/", {"machine": machine("office").upper(), "name": "office"})

    office = Activation.objects.get()
    assert (office.method, office.by_user) == (Activation.Method.TECHNICIAN, cast.davide)
    assert "by a technician, Davide Basso" in text_of(davide.get(page)) or (
        "da un tecnico, Davide Basso" in text_of(davide.get(page))
    )
    file = davide.post(f"{page}machines/{office.pk}/file/")
    assert file.content.startswith(b"-----BEGIN PUNTUALE MACHINE FILE-----")
    assert davide.post(f"{page}file/").content.startswith(b"-----BEGIN PUNTUALE LICENCE FILE-----")


def test_a_request_file_is_as_good_as_a_fingerprint_and_must_be_of_this_licence(
    licence: Licence, elena: Client
) -> None:
    page = f"/desk/licences/{licence.pk}/machines/"
    theirs = write_request(MachineRequest("OP-9999", machine("home"), "home"))
    ours = write_request(MachineRequest("op 4471 0892 kr", machine("office"), "office"))

    refused = elena.post(page, {"machine": theirs})
    elena.post(page, {"machine": ours})

    assert refused.status_code == 409
    assert "another serial number" in text_of(refused)
    assert Activation.objects.get().name == "office"


@pytest.mark.parametrize("typed", ["", "abc", "-----BEGIN PUNTUALE REQUEST FILE-----"])
def test_what_names_no_machine_is_asked_again(licence: Licence, davide: Client, typed: str) -> None:
    answer = davide.post(f"/desk/licences/{licence.pk}/machines/", {"machine": typed})

    assert answer.status_code == 422
    assert not Activation.objects.exists()


def test_a_machine_of_an_unregistered_licence_waits_here_for_somebody(
    davide: Client, cast: Cast
) -> None:
    licence = a_licence(cast.planner, None)
    asked = ask_for_seat(licence, fingerprint=machine("office"), name="Officina 3", at=NOON)

    assert "Officina 3" in text_of(davide.get("/desk/licences/"))
    davide.post(f"/desk/licences/{licence.pk}/machines/{asked.pk}/grant/")

    asked.refresh_from_db()
    assert (asked.state, asked.by_user) == (Activation.State.ACTIVE, cast.davide)
    assert "Officina 3" not in text_of(davide.get("/desk/licences/"))


def test_a_seat_is_taken_back_with_its_reason(licence: Licence, davide: Client) -> None:
    office = activated(licence, "office")
    page = f"/desk/licences/{licence.pk}/"

    davide.post(f"{page}machines/{office.pk}/release/", {"reason": "stolen"})

    assert "«stolen»" in text_of(davide.get(page))
    licence.refresh_from_db()
    assert licence.seats_taken == 0


def test_for_a_customer_these_pages_do_not_exist(licence: Licence, maja: Client) -> None:
    for address in ("", f"{licence.pk}/"):
        assert maja.get(f"/desk/licences/{address}").status_code == 404
    assert maja.post(f"/desk/licences/{licence.pk}/machines/").status_code == 404


def test_a_technician_of_a_partner_does_the_same_for_its_own_customers(
    licence: Licence, cast: Cast
) -> None:
    adria = a_partner("Adria", cast.alpine)
    client, page = browser(adria), f"/desk/licences/{licence.pk}/"

    client.post(f"{page}machines/", {"machine": machine("office"), "name": "office"})
    office = Activation.objects.get()
    file = client.post(f"{page}machines/{office.pk}/file/")
    client.post(f"{page}machines/{office.pk}/release/", {"reason": "stolen"})

    office.refresh_from_db()
    assert (office.by_user, office.ended_by_user) == (adria, adria)
    assert office.state == Activation.State.REVOKED
    assert file.content.startswith(b"-----BEGIN PUNTUALE MACHINE FILE-----")
    assert "“stolen”" in text_of(client.get(page))
    assert "/office/" not in said(client.get(page))


def test_of_other_licences_a_partner_finds_nothing(licence: Licence, cast: Cast) -> None:
    foreign = a_licence(cast.planner, cast.brembo, "CANARY-1")
    nobody_s = a_licence(cast.planner, None, "CANARY-2")
    of_other_product = a_licence(cast.portal, cast.alpine, "CANARY-3")
    asked = ask_for_seat(nobody_s, fingerprint=machine("canary"), name="canary", at=NOON)
    client = browser(a_partner("Adria", cast.alpine, products=(cast.planner,)))

    shown = text_of(client.get("/desk/licences/", {"q": "canary"}))
    shown += text_of(client.get("/desk/licences/", {"q": "brembo"}))
    shown += text_of(client.get("/desk/licences/", {"q": "alpine"}))

    assert "OP-4471-0892-KR" in shown
    assert "CANARY-" not in shown
    assert "Tessitura" not in shown
    for closed in (foreign, nobody_s, of_other_product):
        page = f"/desk/licences/{closed.pk}/"
        assert client.get(page).status_code == 404
        sent = [f"{page}machines/", f"{page}file/"]
        sent += [f"{page}machines/{asked.pk}/{what}/" for what in ("grant", "release", "file")]
        for address in sent:
            answer = client.post(address, {"machine": machine("office")})
            assert answer.status_code == 404, address
    asked.refresh_from_db()
    assert asked.state == Activation.State.REQUESTED


def test_a_partner_reads_the_names_of_its_own_people_alone(cast: Cast, elena: Client) -> None:
    dinamo = a_partner("Dinamo")
    licence = a_licence(cast.planner, cast.alpine, seats=2, seller=partner_of(dinamo))
    page = f"/desk/licences/{licence.pk}/"
    office = activated(licence, "office", by=dinamo, method=Activation.Method.TECHNICIAN)
    activated(licence, "home", by=cast.davide, method=Activation.Method.TECHNICIAN)
    elena.post(f"{page}machines/{office.pk}/release/", {"reason": "a word among us"})

    theirs = text_of(browser(a_partner("Adria", cast.alpine)).get(page))
    ours = text_of(elena.get(page))

    for words in ("Dinamo", "Davide Basso", "a word among us"):
        assert words in ours, words
        assert words not in theirs, words


def test_a_customer_who_goes_elsewhere_takes_its_licences_along(
    licence: Licence, cast: Cast
) -> None:
    client, page = browser(a_partner("Adria", cast.alpine)), f"/desk/licences/{licence.pk}/"
    assert client.get(page).status_code == 200

    PartnerLink.objects.update(is_in_force=False, ended_at=NOON)

    assert client.get(page).status_code == 404
    sent = client.post(f"{page}machines/", {"machine": machine("office")})
    assert sent.status_code == 404
