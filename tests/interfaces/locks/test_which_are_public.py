"""Every address asks who is there, unless it is named as public."""

from django.conf import settings
from django.test import Client
from django.urls import URLPattern

from tests.cast import Cast
from tests.interfaces.locks.addresses import ADDRESSES, BY_TOKEN, FOR_MONITORS, PUBLIC, filled
from tests.interfaces.locks.house import House
from tests.interfaces.locks.visiting import browser, carries_its_policy


def is_public(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


def test_only_the_named_addresses_are_public() -> None:
    public = {path for path, pattern in ADDRESSES.items() if is_public(pattern)}

    assert public - FOR_MONITORS - BY_TOKEN == set(PUBLIC)


def test_the_lock_is_in_place() -> None:
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_a_session_opens_nothing_that_asks_for_a_token(house: House) -> None:
    client = browser(house.people["an administrator"])
    for path in BY_TOKEN:
        for address in filled(path, house.values):
            for answer_ in (client.get(address), client.post(address, {}, "application/json")):
                assert answer_.status_code in {401, 405, 429}, address


def test_refusals_carry_their_policy_too(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    answers = {
        404: client.get("/nothing/here/"),
        400: client.get("/", headers={"host": "evil.example"}),
        403: Client(enforce_csrf_checks=True).post("/sign-in/"),
        405: client.put("/theme/"),
    }

    for status, answer_ in answers.items():
        assert answer_.status_code == status
        assert carries_its_policy(answer_), status


def test_every_form_needs_its_token(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.cast.maja.user)
    public = Client(enforce_csrf_checks=True)

    assert client.post(f"/requests/{house.asked.number}/reply/", {"text": "x"}).status_code == 403
    assert client.post("/new/", {}).status_code == 403
    assert client.post("/sign-out/").status_code == 403
    assert public.post("/request/", {}).status_code == 403
    assert public.post("/sign-in/", {}).status_code == 403
    assert public.post("/sign-in/link/", {}).status_code == 403
