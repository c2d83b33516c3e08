"""A program asks for a seat over the network; who only guesses learns nothing."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.core.licences.files import Kind, verify
from tests.apps.catalogue.machines import a_licence, activated, machine
from tests.cast import NOON, Cast

ADDRESS = "/licences/activation/"


@pytest.fixture(autouse=True)
def nothing_asked_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def licence(cast: Cast) -> Licence:
    return a_licence(cast.planner, cast.alpine, seats=1)


def ask(name: str = "office", serial: str = "op 4471–0892 kr", **facts: Any) -> HttpResponse:
    asked = {"serial_number": serial, "fingerprint": machine(name), "name": name} | facts
    return Client(enforce_csrf_checks=True).post(ADDRESS, asked, content_type="application/json")


def told(answer: HttpResponse) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(answer.content)
    return content


def test_a_registered_licence_is_activated_by_its_user_and_proved_with_the_published_keys(
    licence: Licence,
) -> None:
    answer = told(ask())
    published = told(Client().get("/licences/keys.json"))["keys"]

    keys = {each["kid"]: bytes.fromhex(each["public_key"]) for each in published}
    proved = verify(
        Kind.MACHINE, answer["machine_file"], keys=keys, now=NOON, fingerprint=machine("office")
    )
    assert answer["code"] == "VALID"
    assert proved.serial_number == licence.serial_number
    assert Activation.objects.get().method == Activation.Method.ONLINE


def test_the_same_machine_is_answered_the_same_and_takes_one_seat(licence: Licence) -> None:
    assert told(ask())["code"] == told(ask())["code"] == "VALID"
    assert Activation.objects.count() == 1


def test_a_machine_with_a_seat_is_told_what_stands_in_the_way(licence: Licence) -> None:
    ask()
    Licence.objects.update(versions_released_until="2026-03-01")

    newer = told(ask(released_on="2026-03-02"))
    Licence.objects.update(suspended_at=NOON)

    assert (newer["code"], newer["versions_released_until"]) == (
        "VERSION_NOT_COVERED",
        "2026-03-01",
    )
    assert told(ask(released_on="2026-03-01"))["code"] == "SUSPENDED"


def test_unknown_used_suspended_and_unregistered_are_answered_alike(
    licence: Licence, cast: Cast
) -> None:
    activated(licence, "another machine")
    a_licence(cast.planner, cast.alpine, "OP-1111", suspended_at=NOON)
    unregistered = a_licence(cast.planner, None, "OP-2222")

    answers = {
        ask(serial=serial).content for serial in ("OP-9999", "OP-1111", "OP-2222", "0", "N/A")
    }
    answers.add(ask().content)

    assert answers == {b'{"code":"NOT_ACTIVATED"}'}
    waiting = Activation.objects.get(licence=unregistered)
    assert waiting.state == Activation.State.REQUESTED


def test_guessing_serial_numbers_is_throttled_and_machines_with_seats_are_not(
    licence: Licence,
) -> None:
    ask()
    statuses = [ask(serial=f"OP-{number:04}").status_code for number in range(70)]

    assert statuses.count(429) >= 10
    assert ask().status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"serial_number": "OP-1", "fingerprint": "short"}',
        b'{"serial_number": 1, "fingerprint": "x"}',
        b'{"serial_number": "OP-1", "fingerprint": "x", "seats": 500}',
        b'{"serial_number": "' + b"1" * 100_000 + b'"}',
    ],
)
def test_what_is_not_understood_is_said_so(licence: Licence, body: bytes) -> None:
    answer = Client().post(ADDRESS, body, content_type="application/json")

    assert (answer.status_code, told(answer)) == (422, {"error": "not_understood"})
    assert not Activation.objects.exists()


def test_looking_activates_nothing(licence: Licence) -> None:
    assert Client().get(ADDRESS).status_code == 405
