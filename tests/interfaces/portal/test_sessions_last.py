"""A session ends when nobody has used it for a while, and at its limit however often it is used."""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests.cast import PASSWORD, Cast, rome
from tests.interfaces.portal.test_second_factor import who

NOON = rome("2026-11-23 12:00")


def came_in(email: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(("name", "days"), [("elena", 3), ("maja", 7)])
def test_it_ends_when_nobody_uses_it(
    cast: Cast, time_machine: TimeMachineFixture, name: str, days: int
) -> None:
    email = getattr(cast, name).email
    in_time, too_late = came_in(email), came_in(email)

    time_machine.move_to(NOON + timedelta(days=days) - timedelta(minutes=1))
    in_time.get("/profile/")
    time_machine.move_to(NOON + timedelta(days=days, minutes=1))
    too_late.get("/profile/")

    assert who(in_time) != ""
    assert who(too_late) == ""


def test_it_ends_at_its_limit_although_it_was_used(
    cast: Cast, time_machine: TimeMachineFixture
) -> None:
    client = came_in(cast.maja.email)
    for day in range(1, 14):
        time_machine.move_to(NOON + timedelta(days=day))
        assert client.get("/profile/").status_code == 200

    time_machine.move_to(NOON + timedelta(days=14, minutes=1))

    assert client.get("/profile/")["Location"].startswith("/sign-in/")
