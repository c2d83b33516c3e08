"""A technician finds a licence, activates a machine and takes a seat back."""

import pytest
from django.test import Client

from puntuale.apps.catalogue.activating import ask_for_seat
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.core.licences.machine import MachineRequest, write_request
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.cast import NOON, Cast
from tests.interfaces.desk.pages import text_of


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

    assert "“stolen”" in text_of(davide.get(page))
    licence.refresh_from_db()
    assert licence.seats_taken == 0


def test_for_a_customer_these_pages_do_not_exist(licence: Licence, maja: Client) -> None:
    for address in ("", f"{licence.pk}/"):
        assert maja.get(f"/desk/licences/{address}").status_code == 404
    assert maja.post(f"/desk/licences/{licence.pk}/machines/").status_code == 404
