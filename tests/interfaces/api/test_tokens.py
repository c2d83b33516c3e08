"""A token opens the API for one person, is shown once, and ends when that person's right does."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from time_machine import TimeMachineFixture

from puntuale.apps.accounts.models import ApiToken, LogEntry, User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.interfaces.api.door import door
from tests.cast import NOON, Cast
from tests.interfaces.api.program import Program, program_of


def browser(person: User | None) -> Client:
    client = Client()
    assert person is not None
    client.force_login(person)
    return client


def made_by(client: Client, name: str = "Sync") -> str:
    page = client.post("/profile/tokens/", {"name": name, "days": "30"}).content.decode()
    return re.findall(r'value="(puntuale_[^"]+)"', page)[0]


@pytest.mark.parametrize("who", ["maja", "davide"])
def test_a_token_made_on_the_profile_opens_the_api(cast: Cast, who: str) -> None:
    person = getattr(cast, who)
    client = browser(person if isinstance(person, User) else person.user)

    secret = made_by(client)

    assert Program(secret).get("/requests").status_code == 200
    assert len(secret.removeprefix("puntuale_")) >= 43  # 256 bits
    assert secret not in client.get("/profile/tokens/").content.decode()
    assert not ApiToken.objects.filter(token_sha256__contains=secret[-20:]).exists()


def test_it_is_named_and_tells_when_it_was_last_used(cast: Cast) -> None:
    client = browser(cast.davide)
    secret = made_by(client, "Zeiterfassung")
    before = client.get("/profile/tokens/").content.decode()

    Program(secret).get("/requests")
    after = client.get("/profile/tokens/").content.decode()

    assert "Zeiterfassung" in before
    assert "mai usato" in before
    assert "ultimo uso 23 novembre 2026, 12:00" in after


def test_it_ends_by_a_button_and_that_is_logged(cast: Cast) -> None:
    client = browser(cast.davide)
    secret = made_by(client)
    token = ApiToken.objects.get()

    client.post(f"/profile/tokens/{token.pk}/end/")

    assert Program(secret).get("/requests").status_code == 401
    assert list(LogEntry.objects.order_by("id").values_list("what", flat=True)) == [
        "api_token.made",
        "api_token.revoked",
    ]


def test_nobody_ends_the_token_of_another(cast: Cast) -> None:
    secret = made_by(browser(cast.davide))
    token = ApiToken.objects.get()

    answer = browser(cast.elena).post(f"/profile/tokens/{token.pk}/end/")

    assert answer.status_code == 404
    assert Program(secret).get("/requests").status_code == 200


def _deactivated(user: User, _cast: Cast) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def _of_another_role(user: User, _cast: Cast) -> None:
    User.objects.filter(pk=user.pk).update(role=Role.CUSTOMER)


def _deactivated_in_the_office_and_back(user: User, cast: Cast) -> None:
    office = browser(cast.admin)
    facts = {"name": user.name, "email": user.email, "role": user.role, "language": "it"}
    facts |= {"time_zone": "Europe/Rome"}
    office.post(f"/office/people/{user.pk}/", facts)
    assert not User.objects.get(pk=user.pk).is_active
    office.post(f"/office/people/{user.pk}/", facts | {"is_active": "on"})
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.parametrize(
    "change", [_deactivated, _of_another_role, _deactivated_in_the_office_and_back]
)
def test_it_ends_with_the_right_of_its_person(
    cast: Cast, change: Callable[[User, Cast], None]
) -> None:
    program = program_of(cast.davide)
    assert program.get("/requests").status_code == 200

    change(cast.davide, cast)

    assert program.get("/requests").status_code == 401


def test_a_customer_who_left_reads_nothing_more(cast: Cast) -> None:
    program = program_of(cast.maja.user)

    Contact.objects.filter(pk=cast.maja.pk).update(left_at=NOON)

    assert program.get("/requests").status_code == 403


def test_a_customer_who_belongs_to_another_company_is_out_of_the_first(cast: Cast) -> None:
    program = program_of(cast.maja.user)
    other = Organisation.objects.create(name="Harbour & Finch")
    facts = {"name": cast.maja.name, "email": cast.maja.email, "language": "en"}

    browser(cast.admin).post(
        f"/office/contacts/{cast.maja.pk}/", facts | {"organisation": other.pk}
    )

    assert Contact.objects.get(pk=cast.maja.pk).organisation == other
    assert program.get("/requests").status_code == 401


def test_it_ends_by_itself(cast: Cast, time_machine: TimeMachineFixture) -> None:
    program = program_of(cast.davide)

    time_machine.move_to(NOON + timedelta(days=91))

    assert program.get("/requests").status_code == 401


@pytest.mark.parametrize("shown", ["", "Basic x", "Bearer ", "Bearer puntuale_", "Bearer \x00"])
def test_what_is_no_token_opens_nothing_and_is_told_what_to_do(cast: Cast, shown: str) -> None:
    cache.clear()

    answer = Client().get("/api/v1/requests", headers={"Authorization": shown})

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Send a token" in answer.json()["detail"]


def test_a_session_opens_nothing_here(cast: Cast) -> None:
    client = browser(cast.admin)

    assert client.get("/api/v1/requests").status_code == 401
    assert client.post("/api/v1/requests", {}, "application/json").status_code == 401


def test_whoever_calls_too_often_is_told_to_wait(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    throttle = next(
        operation.throttle_objects[0]
        for bound in door._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
        if operation.path == "/agreements"
    )
    monkeypatch.setattr(throttle, "num_requests", 2)
    program, other = program_of(cast.davide), program_of(cast.elena)

    answers = [program.get("/agreements") for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert other.get("/agreements").status_code == 200


def test_guessing_is_slowed_down(cast: Cast) -> None:
    cache.clear()
    guesses = [Program(f"puntuale_{n}").get("/requests").status_code for n in range(61)]

    assert guesses == [401] * 60 + [429]
