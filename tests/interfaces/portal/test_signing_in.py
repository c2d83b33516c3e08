"""Coming in with a password, going out, and where one is afterwards."""

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast
from tests.interfaces.portal.conftest import SignedIn

LOGIN = {"login": "maja@alpine.example", "password": PASSWORD}


def test_a_customer_comes_in_and_sees_her_requests(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", LOGIN)

    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_an_agent_comes_in_at_the_desk(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": cast.elena.email, "password": PASSWORD})

    assert answer["Location"] == "/desk/"


def test_the_address_may_be_typed_in_any_case(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", LOGIN | {"login": "Maja@Alpine.Example"})

    assert answer.status_code == 302


def test_one_goes_on_where_one_wanted_to_go(cast: Cast, client: Client) -> None:
    refused = client.get("/profile/?x=1")
    page = client.get(refused["Location"])
    answer = client.post("/sign-in/", LOGIN | {"next": "/profile/?x=1"})

    assert refused["Location"] == "/sign-in/?next=/profile/%3Fx%3D1"
    assert 'name="next" value="/profile/?x=1"' in page.content.decode()
    assert answer["Location"] == "/profile/?x=1"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "http://testserver/desk/",
        "javascript:alert(1)",
        "evil",
        "///evil.example",
    ],
)
def test_nobody_is_sent_to_another_place(cast: Cast, client: Client, target: str) -> None:
    answer = client.post("/sign-in/", LOGIN | {"next": target})

    assert answer["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    cast: Cast, client: Client
) -> None:
    wrong = client.post("/sign-in/", LOGIN | {"password": "something else"})
    unknown = client.post("/sign-in/", LOGIN | {"login": "nobody@alpine.example"})

    assert wrong.status_code == unknown.status_code == 422
    assert _without_typed(wrong) == _without_typed(unknown)
    assert "do not belong together" in wrong.content.decode()


def test_guessing_ends_after_a_few_attempts_but_not_for_ever(cast: Cast, client: Client) -> None:
    for _ in range(5):
        client.post("/sign-in/", LOGIN | {"password": "a guess"})

    answer = client.post("/sign-in/", LOGIN)

    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


def test_the_session_is_a_new_one_after_signing_in(cast: Cast, client: Client) -> None:
    client.post("/sign-in/link/", {"email": "someone@elsewhere.example"})
    before = client.session.session_key

    client.post("/sign-in/", LOGIN)

    assert client.session.session_key != before


def test_signing_out_needs_a_post(signed_in: SignedIn, cast: Cast) -> None:
    maja = signed_in(cast.maja)

    assert maja.get("/sign-out/").status_code == 405
    assert maja.post("/sign-out/").status_code == 302
    assert maja.get("/")["Location"].startswith("/sign-in/")


def test_somebody_whose_account_was_closed_is_out_at_the_next_request(
    signed_in: SignedIn, cast: Cast
) -> None:
    maja = signed_in(cast.maja)
    cast.maja.user.is_active = False
    cast.maja.user.save()

    assert maja.get("/")["Location"].startswith("/sign-in/")


def test_the_page_is_in_the_readers_language(client: Client, cast: Cast) -> None:
    english = client.get("/sign-in/", headers={"accept-language": "en"}).content.decode()
    italian = client.get("/sign-in/", headers={"accept-language": "it"}).content.decode()

    assert "Send me a link instead" in english
    assert 'lang="it"' in italian
    assert "Send me" not in italian


def _without_typed(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    return (
        page.replace("maja@alpine.example", "")
        .replace("nobody@alpine.example", "")
        .split("csrfmiddlewaretoken")[-1]
        .split(">", 1)[-1]
    )
