"""The company's own provider says who somebody is; nobody gets an account, or somebody else's, by it."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import HttpResponse
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from tests.cast import NOON, Cast
from tests.interfaces.portal.conftest import text_of
from tests.interfaces.portal.provider import CLIENT, SECRET, Provider, a_provider
from tests.interfaces.portal.test_second_factor import SECRET as TOTP_SECRET
from tests.interfaces.portal.test_second_factor import who

BACK = "/sign-in/with/oidc/back/"


@pytest.fixture
def provider(settings: object) -> Iterator[Provider]:
    with a_provider() as provider:
        app = {
            "provider_id": "oidc",
            "name": "Officina",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": provider.address},
        }
        settings.OIDC_URL = provider.address  # type: ignore[attr-defined]
        settings.SOCIALACCOUNT_PROVIDERS = {  # type: ignore[attr-defined]
            "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
        }
        yield provider


def elena(cast: Cast, **more: object) -> dict[str, object]:
    return {"sub": "7f3", "email": cast.elena.email, "email_verified": True} | more


def came(
    provider: Provider, person: dict[str, object], client: Client | None = None, **sent: str
) -> tuple[Client, HttpResponse]:
    """Somebody goes to the provider, who sends them back as `person`."""
    client = client or Client()
    provider.person = person
    there = client.post("/sign-in/with/provider/", sent)["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]
    return client, client.get(BACK, {"code": "c", "state": state})


def test_somebody_known_comes_in_and_the_exchange_is_proved(cast: Cast, provider: Provider) -> None:
    client, answer = came(provider, elena(cast))

    assert who(client) == str(cast.elena.pk)
    assert answer["Location"] == "/desk/"
    (asked,) = provider.asked
    assert asked["client_secret"] == [SECRET]
    assert len(asked["code_verifier"][0]) >= 43


def test_a_contact_of_a_customer_comes_in_the_first_time(cast: Cast, provider: Provider) -> None:
    Contact.objects.create(email="nina@alpine.example", name="Nina", created_at=NOON)

    client, _ = came(provider, {"sub": "n", "email": "Nina@Alpine.example", "email_verified": True})

    assert User.objects.get(pk=who(client)).email == "nina@alpine.example"


@pytest.mark.parametrize("verified", [False, None, "true", 1, "missing"])
def test_an_address_that_was_not_verified_opens_nothing(
    cast: Cast, provider: Provider, verified: object
) -> None:
    person = elena(cast, email_verified=verified)
    if verified == "missing":
        del person["email_verified"]

    client, answer = came(provider, person)

    assert who(client) == ""
    assert answer["Location"] == "/sign-in/"
    assert "has not verified your mail address" in text_of(client.get("/sign-in/"))
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account(cast: Cast, provider: Provider) -> None:
    before = User.objects.count()

    client, _ = came(provider, {"sub": "x", "email": "x@else.example", "email_verified": True})

    assert who(client) == ""
    assert User.objects.count() == before
    assert "Nobody is known here" in text_of(client.get("/sign-in/"))


def test_only_addresses_of_its_domains_are_believed(
    cast: Cast, provider: Provider, settings: object
) -> None:
    settings.OIDC_DOMAINS = frozenset({"officina.example"})  # type: ignore[attr-defined]

    inside, _ = came(provider, elena(cast))
    outside, _ = came(provider, {"sub": "m", "email": cast.maja.email, "email_verified": True})

    assert who(inside) == str(cast.elena.pk)
    assert who(outside) == ""


def test_afterwards_the_providers_number_counts_and_not_the_address(
    cast: Cast, provider: Provider
) -> None:
    came(provider, elena(cast))

    renamed, _ = came(provider, elena(cast, email="new@else.example", email_verified=False))
    taken, _ = came(
        provider, {"sub": "another", "email": "new@else.example", "email_verified": True}
    )

    assert who(renamed) == str(cast.elena.pk)
    assert who(taken) == ""


def test_two_words_about_two_people_are_none(cast: Cast, provider: Provider) -> None:
    provider.token = {"sub": "somebody else"}

    assert who(came(provider, elena(cast))[0]) == ""


@pytest.mark.parametrize("token", [{"iss": "https://evil.example"}, {"aud": "another"}])
def test_a_token_for_somebody_else_is_refused(
    cast: Cast, provider: Provider, token: dict[str, str]
) -> None:
    provider.token = token

    client, answer = came(provider, elena(cast))

    assert who(client) == ""
    assert answer["Location"] == "/sign-in/"


def test_a_state_of_another_browser_or_none_is_refused(cast: Cast, provider: Provider) -> None:
    provider.person = elena(cast)
    there = Client().post("/sign-in/with/provider/")["Location"]
    state = parse_qs(urlsplit(there).query)["state"][0]

    for query in ({"code": "c", "state": state}, {"code": "c"}, {"error": "access_denied"}, {}):
        client = Client()
        assert client.get(BACK, query)["Location"] == "/sign-in/"
        assert who(client) == ""
    assert provider.asked == []


def test_nobody_is_led_elsewhere_afterwards(cast: Cast, provider: Provider) -> None:
    assert came(provider, elena(cast), next="//evil.example/")[1]["Location"] == "/desk/"
    assert came(provider, elena(cast), next="/desk/calls/")[1]["Location"] == "/desk/calls/"


def test_the_second_factor_is_asked_for_all_the_same(cast: Cast, provider: Provider) -> None:
    TOTP.activate(cast.elena, TOTP_SECRET)

    client, answer = came(provider, elena(cast))

    assert answer["Location"] == "/sign-in/second-factor/"
    assert who(client) == ""


def test_a_closed_account_stays_closed(cast: Cast, provider: Provider) -> None:
    came(provider, elena(cast))
    User.objects.filter(pk=cast.elena.pk).update(is_active=False)

    assert who(came(provider, elena(cast))[0]) == ""


def test_nothing_that_it_lends_is_kept(cast: Cast, provider: Provider) -> None:
    came(provider, elena(cast))

    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.exists()


def test_a_provider_that_is_silent_is_told(
    cast: Cast, provider: Provider, settings: object
) -> None:
    providers = settings.SOCIALACCOUNT_PROVIDERS  # type: ignore[attr-defined]
    providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:1"
    client = Client()

    assert client.post("/sign-in/with/provider/")["Location"] == "/sign-in/"
    assert "The provider does not answer." in text_of(client.get("/sign-in/"))


def test_without_a_provider_there_is_no_such_way(cast: Cast, client: Client) -> None:
    assert "Go on with" not in text_of(client.get("/sign-in/"))
    assert client.post("/sign-in/with/provider/").status_code == 404
    assert client.get(BACK).status_code == 404


def test_the_way_there_is_no_link(cast: Cast, provider: Provider, client: Client) -> None:
    assert client.get("/sign-in/with/provider/").status_code == 405
