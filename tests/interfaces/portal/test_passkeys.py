"""Passkeys: the way in and the second factor at once, and what they refuse."""

import html
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator as Kept
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from puntuale.apps.accounts.models import User, Vendor
from puntuale.apps.accounts.roles import Role
from tests.cast import PASSWORD, Cast
from tests.interfaces.portal.authenticator import PRESENT, Authenticator
from tests.interfaces.portal.conftest import SignedIn, text_of
from tests.interfaces.portal.test_second_factor import SECRET, who

ADD, ENTER, FACTORS = "/profile/passkeys/add/", "/sign-in/passkey/", "/profile/second-factor/"


class Browser(Client):
    """It shows the desk under a name, with https, as passkeys ask for."""

    def __init__(self) -> None:
        super().__init__(SERVER_NAME="localhost")
        self.defaults["wsgi.url_scheme"] = "https"


def options_on(page: str) -> dict[str, Any]:
    found = re.search(r'data-options="([^"]+)"', page)
    assert found
    return json.loads(html.unescape(found[1]))


def proved(user: User) -> Browser:
    """Somebody signed in who has just proved who they are."""
    browser = Browser()
    browser.force_login(User.objects.get(pk=user.pk))
    browser.post("/sign-in/again/", {"password": PASSWORD})
    return browser


def added(user: User, device: Authenticator, name: str = "Laptop") -> Browser:
    browser = proved(user)
    said = device.create(options_on(text_of(browser.get(ADD))))
    answer = browser.post(ADD, {"name": name, "credential": said})
    assert answer.status_code == 302, text_of(answer)
    return browser


def enter(device: Authenticator, browser: Browser | None = None, **more: str) -> Browser:
    browser = browser or Browser()
    options = browser.get(ENTER).json()
    device.count += 1
    browser.post(ENTER, {"credential": device.get(options)} | more)
    return browser


@pytest.fixture
def device(cast: Cast) -> Authenticator:
    """Elena's."""
    device = Authenticator()
    added(cast.elena, device)
    return device


def test_it_is_added_with_its_name_and_opens_the_desk_alone(
    cast: Cast, device: Authenticator
) -> None:
    assert Kept.objects.get(user=cast.elena, type="webauthn").data["name"] == "Laptop"

    assert who(enter(device)) == str(cast.elena.pk)


def test_whoever_looks_for_it_finds_the_word_in_the_profile(
    cast: Cast, device: Authenticator
) -> None:
    customer, agent = Client(), enter(device)
    customer.force_login(cast.giulia.user)

    assert "Aggiungi una passkey o un secondo fattore" in text_of(customer.get("/profile/"))
    assert "Passkeys and second factor: on" in text_of(agent.get("/desk/profile/"))


def test_one_comes_back_to_where_one_wanted_to_go(device: Authenticator) -> None:
    browser = Browser()
    said = device.get(browser.get(ENTER).json())
    device.count += 1
    said = device.get(browser.get(ENTER).json())

    answer = browser.post(ENTER, {"credential": said, "next": "/desk/search/"})

    assert answer["Location"] == "/desk/search/"


def test_nobody_is_sent_elsewhere_afterwards(device: Authenticator) -> None:
    browser = Browser()
    device.count += 1
    said = device.get(browser.get(ENTER).json())

    answer = browser.post(ENTER, {"credential": said, "next": "//evil.example/"})

    assert answer["Location"] == "/desk/"


def test_adding_one_asks_again_who_one_is(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.elena).get(ADD)["Location"].startswith("/sign-in/again/")


def test_whoever_has_no_password_comes_in_by_mail_again_first(cast: Cast) -> None:
    cast.maja.user.set_unusable_password()
    cast.maja.user.save()
    browser = Browser()
    browser.force_login(cast.maja.user)

    for address in (ADD, f"{FACTORS}add/"):
        assert browser.get(address)["Location"].startswith("/sign-in/link/?next=")


@pytest.mark.parametrize("wrong", ["origin", "rp", "flags", "challenge", "count", "key"])
def test_what_is_not_right_opens_nothing(cast: Cast, device: Authenticator, wrong: str) -> None:
    device.count = 7
    assert who(enter(device)) == str(cast.elena.pk)
    browser = Browser()
    options = browser.get(ENTER).json()
    device.count += 1
    if wrong == "origin":
        device.origin = "https://evil.example"
    elif wrong == "rp":
        device.rp = "evil.example"
    elif wrong == "flags":
        device.flags = PRESENT
    elif wrong == "challenge":
        options |= {"challenge": "A" * 43}
    elif wrong == "count":
        device.count = 8
    elif wrong == "key":
        device.key = Authenticator().key

    answer = browser.post(ENTER, {"credential": device.get(options)})

    assert answer["Location"] == "/sign-in/"
    assert who(browser) == ""
    assert "This passkey does not open this desk." in text_of(browser.get("/sign-in/"))


def test_an_answer_is_good_once(cast: Cast, device: Authenticator) -> None:
    browser = Browser()
    device.count += 1
    said = device.get(browser.get(ENTER).json())
    browser.post(ENTER, {"credential": said})
    browser.post("/sign-out/")

    browser.post(ENTER, {"credential": said})

    assert who(browser) == ""


@pytest.mark.parametrize("said", ["", "{}", "[]", "null", "x", '{"response": {}}'])
def test_nonsense_is_refused_calmly(cast: Cast, said: str) -> None:
    browser = Browser()
    browser.get(ENTER)

    assert browser.post(ENTER, {"credential": said})["Location"] == "/sign-in/"


def test_after_the_password_it_is_the_second_factor(cast: Cast, device: Authenticator) -> None:
    browser = Browser()
    browser.post("/sign-in/", {"login": cast.elena.email, "password": PASSWORD})
    assert who(browser) == ""
    page = text_of(browser.get("/sign-in/second-factor/"))
    device.count += 1

    browser.post("/sign-in/second-factor/", {"credential": device.get(options_on(page))})

    assert who(browser) == str(cast.elena.pk)


def test_a_role_that_asks_for_a_second_factor_is_content_with_it(
    cast: Cast, device: Authenticator
) -> None:
    Vendor.objects.update(second_factor_roles=[Role.MANAGER])

    assert enter(device).get("/desk/").status_code == 200


def test_it_is_renamed_and_removed_and_then_opens_nothing(
    cast: Cast, device: Authenticator
) -> None:
    browser = proved(cast.elena)
    kept = Kept.objects.get(type="webauthn")
    address = f"/profile/passkeys/{kept.pk}/"

    browser.post(address, {"name": "Telephone"})
    assert "Telephone" in text_of(browser.get(FACTORS))
    browser.post(f"{address}remove/")

    assert not Kept.objects.exists()
    assert who(enter(device)) == ""


def test_removing_it_asks_again_and_never_reaches_somebody_elses(
    cast: Cast, device: Authenticator, signed_in: SignedIn
) -> None:
    address = f"/profile/passkeys/{Kept.objects.get(type='webauthn').pk}/remove/"

    assert signed_in(cast.elena).post(address)["Location"].startswith("/sign-in/")
    assert proved(cast.davide).post(address).status_code == 404
    assert Kept.objects.filter(type="webauthn").exists()


@pytest.mark.django_db(transaction=True)
def test_a_new_passkey_ends_every_other_session(cast: Cast) -> None:
    elsewhere = Browser()
    elsewhere.force_login(cast.elena)

    here = added(cast.elena, Authenticator())

    assert here.get(FACTORS).status_code == 200
    assert elsewhere.get(FACTORS).status_code == 302


def test_one_proves_who_one_is_by_it(cast: Cast, device: Authenticator) -> None:
    cast.elena.refresh_from_db()
    browser = Browser()
    browser.force_login(cast.elena)
    page = text_of(browser.get(f"/sign-in/passkey/again/?next={ADD}"))
    device.count += 1

    answer = browser.post(
        "/sign-in/passkey/again/", {"credential": device.get(options_on(page)), "next": ADD}
    )

    assert answer["Location"] == ADD
    assert browser.get(ADD).status_code == 200


def test_an_account_that_is_closed_is_not_opened(cast: Cast, device: Authenticator) -> None:
    User.objects.filter(pk=cast.elena.pk).update(is_active=False)

    assert who(enter(device)) == ""


def test_the_secrets_of_second_factors_lie_sealed(cast: Cast) -> None:
    TOTP.activate(cast.davide, SECRET)
    added(cast.elena, Authenticator())

    kept = str(list(Kept.objects.exclude(type="webauthn").values_list("data", flat=True)))

    assert SECRET not in kept
    assert kept.count("gAAAA") == 2
