"""Where the administrator asks a role for a second factor, nobody of it goes on without one."""

import pytest
from django.test import Client

from puntuale.apps.accounts.models import LogEntry, User, Vendor
from puntuale.apps.accounts.roles import Ability
from tests.cast import PASSWORD, Cast
from tests.interfaces.portal.conftest import text_of
from tests.interfaces.portal.test_second_factor import code_now

SET_UP = "/profile/second-factor/"


def came_in(person: User) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    return client


def asks(cast: Cast, *roles: str) -> Client:
    office = came_in(cast.admin)
    assert office.post("/office/abilities/", {"roles": roles}).status_code == 302
    return office


def set_up(client: Client) -> None:
    client.post("/sign-in/again/", {"password": PASSWORD})
    page = text_of(client.get(f"{SET_UP}add/"))
    secret = page.partition("<code>")[2].partition("</code>")[0]
    client.post(f"{SET_UP}add/", {"code": code_now(secret)})


@pytest.mark.django_db(transaction=True)
def test_who_has_none_is_led_to_set_it_up_and_then_goes_on(cast: Cast) -> None:
    Vendor.objects.update(second_factor_roles=["agent"])
    davide = came_in(cast.davide)

    before = [davide.get(path) for path in ("/desk/", "/profile/tokens/", "/files/x/")]
    page = text_of(davide.get(SET_UP))
    set_up(davide)

    assert {each["Location"] for each in before[:2]} == {SET_UP}
    assert "Il suo ruolo richiede un secondo fattore." in page
    assert davide.get("/desk/").status_code == 200


def test_whoever_works_when_it_is_asked_for_is_out_at_once(cast: Cast) -> None:
    davide, elena = came_in(cast.davide), came_in(cast.elena)

    asks(cast, "agent")

    assert davide.get("/desk/")["Location"].startswith("/sign-in/")
    assert elena.get("/desk/").status_code == 200


def test_leaving_and_what_anybody_may_open_stay_open(cast: Cast) -> None:
    asks(cast, "agent")
    davide = came_in(cast.davide)

    assert davide.get("/support/").status_code == 200
    assert davide.post("/sign-out/").status_code == 302
    assert davide.get("/desk/")["Location"].startswith("/sign-in/")


@pytest.mark.django_db(transaction=True)
def test_taking_it_away_leads_back_to_setting_it_up(cast: Cast) -> None:
    Vendor.objects.update(second_factor_roles=["agent"])
    davide = came_in(cast.davide)
    set_up(davide)

    davide.post(f"{SET_UP}remove/")

    assert davide.get("/desk/")["Location"] == SET_UP


def test_the_setting_is_the_administrators_and_logged(cast: Cast) -> None:
    asks(cast, "agent", "manager")

    assert Vendor.objects.get().second_factor_roles == ["agent", "manager"]
    entry = LogEntry.objects.get(what="second_factor.required")
    assert (entry.before, entry.after) == ({"roles": []}, {"roles": ["agent", "manager"]})
    assert came_in(cast.maja.user).get("/office/abilities/").status_code == 404


def test_the_table_of_abilities_is_the_programs_own(cast: Cast) -> None:
    page = text_of(came_in(cast.admin).get("/office/abilities/"))

    assert page.count("<tr>") == 1 + len(Ability)
    assert "Announce closures" in page
