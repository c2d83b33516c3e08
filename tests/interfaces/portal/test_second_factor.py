"""A second factor: asked for after the password and after a mailed link, never by the way."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.sign_in_links import make_link, sha256
from tests.cast import PASSWORD, Cast
from tests.interfaces.portal.conftest import SignedIn, text_of

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


@pytest.fixture
def elena(cast: Cast) -> User:
    TOTP.activate(cast.elena, SECRET)
    return cast.elena


def who(client: Client) -> str:
    return client.session.get("_auth_user_id", "")


def test_the_password_alone_does_not_let_in(elena: User, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": elena.email, "password": PASSWORD})

    assert answer["Location"] == "/sign-in/second-factor/"
    assert who(client) == ""
    assert client.get("/profile/")["Location"].startswith("/sign-in/")


def test_the_code_lets_in(elena: User, client: Client) -> None:
    client.post("/sign-in/", {"login": elena.email, "password": PASSWORD})

    answer = client.post("/sign-in/second-factor/", {"code": code_now()})

    assert answer["Location"] == "/desk/"
    assert who(client) == str(elena.pk)


def test_a_mailed_link_does_not_stand_in_for_it(elena: User, client: Client) -> None:
    way_in = make_link(elena, browser=sha256("x"), at=timezone.now())

    answer = client.post(f"/sign-in/link/{way_in.token}/")

    assert answer["Location"] == "/sign-in/second-factor/"
    assert who(client) == ""


def test_a_wrong_code_is_told_in_our_words(elena: User, client: Client) -> None:
    client.post("/sign-in/", {"login": elena.email, "password": PASSWORD})

    page = text_of(client.post("/sign-in/second-factor/", {"code": "000000"}))

    assert "This is not the code shown now." in page
    assert who(client) == ""


def test_it_is_added_only_after_proving_again_who_one_is(signed_in: SignedIn, cast: Cast) -> None:
    elena, add = signed_in(cast.elena), "/profile/second-factor/add/"

    refused = elena.get(add)
    wrong = elena.post("/sign-in/again/", {"password": "x", "next": add})
    proved = elena.post("/sign-in/again/", {"password": PASSWORD, "next": add})
    page = text_of(elena.get(add))
    secret = page.partition("<code>")[2].partition("</code>")[0]
    elena.post(add, {"code": code_now(secret)})

    assert refused["Location"].startswith("/sign-in/again/")
    assert "This is not your password." in text_of(wrong)
    assert proved["Location"] == add
    assert 'src="data:image/svg+xml;base64,' in page
    assert Authenticator.objects.filter(user=cast.elena, type="totp").exists()


def test_every_page_of_it_is_ours(elena: User, client: Client) -> None:
    client.post("/sign-in/", {"login": elena.email, "password": PASSWORD})
    assert "masthead--portal" in text_of(client.get("/sign-in/second-factor/"))
    client.post("/sign-in/second-factor/", {"code": code_now()})
    client.post("/sign-in/again/", {"password": PASSWORD})

    for address in ("", "remove/", "codes/new/"):
        page = text_of(client.get(f"/profile/second-factor/{address}"))
        assert "masthead--portal" in page, address


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_ends_every_session_that_came_in_without_it(
    signed_in: SignedIn, cast: Cast
) -> None:
    here, elsewhere = signed_in(cast.elena), signed_in(cast.elena)
    here.post("/sign-in/again/", {"password": PASSWORD})
    page = text_of(here.get("/profile/second-factor/add/"))
    secret = page.partition("<code>")[2].partition("</code>")[0]

    here.post("/profile/second-factor/add/", {"code": code_now(secret)})

    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


def test_a_new_password_ends_every_other_session(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/sign-in/", {"login": cast.maja.email, "password": PASSWORD})

    changed = here.post(
        "/profile/password/",
        {"old_password": PASSWORD, "new_password": "a longer and quieter evening"},
    )

    assert changed["Location"] == "/profile/"
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


def test_the_present_password_is_asked_for(signed_in: SignedIn, cast: Cast) -> None:
    maja = signed_in(cast.maja)

    wrong = maja.post(
        "/profile/password/", {"old_password": "x", "new_password": "a longer and quieter evening"}
    )
    weak = maja.post("/profile/password/", {"old_password": PASSWORD, "new_password": "12345"})

    assert wrong.status_code == weak.status_code == 422
    assert "This is not your password." in text_of(wrong)
    cast.maja.user.refresh_from_db()
    assert cast.maja.user.check_password(PASSWORD)


def test_who_forgot_it_comes_in_by_a_link_and_chooses_another(cast: Cast, client: Client) -> None:
    way_in = make_link(cast.maja.user, browser=sha256("x"), at=timezone.now())
    client.post(f"/sign-in/link/{way_in.token}/")

    client.post("/profile/password/", {"new_password": "a longer and quieter evening"})

    cast.maja.user.refresh_from_db()
    assert cast.maja.user.check_password("a longer and quieter evening")
