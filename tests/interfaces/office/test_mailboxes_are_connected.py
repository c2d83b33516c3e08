"""An administrator connects a mailbox of a provider: by a button, the provider's page, and back."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import seal, unseal
from tests.environment.imap import TokenServer, token_server
from tests.interfaces.mail.office import our_mailbox

pytestmark = pytest.mark.django_db
BACK = "/office/mailboxes/signed-in/"


@pytest.fixture
def provider(settings):
    with token_server() as server:
        told = {"name": "Google", "sign_in_url": "https://sign-in.example/", "scope": "mail"}
        told |= {"imap_host": "imap.example", "smtp_host": "smtp.example", "token_url": server.url}
        settings.MAIL_PROVIDERS = {"google": told}
        answer = {"access_token": "fresh", "expires_in": 3600, "refresh_token": "for ever"}
        server.answer = json.dumps(answer).encode()
        yield server


@pytest.fixture
def mailbox(cast) -> Mailbox:
    mailbox = our_mailbox()
    mailbox.sealed_password = seal("a password")
    mailbox.save()
    return mailbox


@pytest.fixture
def ada(cast) -> Client:
    """The browser of an administrator."""
    client = Client()
    client.force_login(cast.admin)
    return client


def begins(client: Client, mailbox: Mailbox, **more: str) -> dict[str, str]:
    """What the provider is asked when the form is sent."""
    facts = {"provider": "google", "client_id": "us", "client_secret": "a secret", "sends": "on"}
    page = client.post(f"/office/mailboxes/{mailbox.pk}/sign-in/", facts | more)
    asked = parse_qs(urlsplit(page.context["consent"].url).query)
    return {name: values[0] for name, values in asked.items()}


def test_what_the_provider_grants_is_kept_when_it_is_confirmed(provider, mailbox, ada):
    asked = begins(ada, mailbox)
    back = {"code": "c0de", "state": asked["state"]}

    page = ada.get(BACK, back)
    assert not Grant.objects.exists()
    done = ada.post(BACK, back)

    assert page.status_code == 200
    assert done["Location"] == "/office/mailboxes/"
    mailbox.refresh_from_db()
    assert mailbox.imap_url == "imaps://support%40officina.example@imap.example/INBOX"
    assert mailbox.smtp_url == "smtp://support%40officina.example@smtp.example:587?starttls"
    assert mailbox.sealed_password == ""
    assert unseal(mailbox.grant.sealed_refresh_token) == "for ever"
    assert LogEntry.objects.get(what="mailbox.connected").after["client_id"] == "us"


def test_the_side_shows_that_one_is_at_the_mailboxes(provider, mailbox, ada):
    asked = begins(ada, mailbox)

    for page in (f"/office/mailboxes/{mailbox.pk}/sign-in/", f"{BACK}?state={asked['state']}"):
        groups = ada.get(page).context["groups"]
        current = [link.href for group in groups for link in group.links if link.current]
        assert current == ["/office/mailboxes/"]


def test_the_code_is_worth_nothing_without_what_only_we_know(provider, mailbox, ada):
    asked = begins(ada, mailbox)

    ada.post(BACK, {"code": "c0de", "state": asked["state"]})

    told = provider.asked[0]
    digest = hashlib.sha256(told["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert asked["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == asked["redirect_uri"]
    assert asked["redirect_uri"].endswith(BACK)


@pytest.mark.parametrize("state", ["", "forged", "però"])
def test_an_answer_to_another_sign_in_grants_nothing(provider, mailbox, ada, state):
    begins(ada, mailbox)

    for ask in (ada.get, ada.post):
        answer = ask(BACK, {"code": "c0de", "state": state})
        assert (answer.status_code, "Begin again" in answer.content.decode()) == (422, True)

    assert provider.asked == []


def test_nobody_concludes_what_somebody_else_began(provider, mailbox, ada, cast):
    asked = begins(ada, mailbox)
    other = Client()
    other.force_login(cast.admin)

    answer = other.post(BACK, {"code": "c0de", "state": asked["state"]})

    assert answer.status_code == 422
    assert not Grant.objects.exists()


def test_it_is_concluded_once(provider, mailbox, ada):
    back = {"code": "c0de", "state": begins(ada, mailbox)["state"]}
    ada.post(BACK, back)

    assert ada.post(BACK, back).status_code == 422


def test_who_says_no_at_the_provider_is_told_that_nothing_was_granted(provider, mailbox, ada):
    asked = begins(ada, mailbox)

    page = ada.get(BACK, {"error": "access_denied", "state": asked["state"]}).content.decode()

    assert "Nothing was granted" in page


def test_what_the_provider_refuses_is_told_in_words(provider: TokenServer, mailbox, ada):
    asked = begins(ada, mailbox)
    provider.status, provider.answer = 400, b'{"error": "invalid_client"}'

    page = ada.post(BACK, {"code": "c0de", "state": asked["state"]})

    assert page.status_code == 422
    assert "does not know this application" in page.content.decode()
    assert Mailbox.objects.get().sealed_password


def test_what_is_typed_wrong_is_told_at_its_field(provider, mailbox, ada):
    facts = {"provider": "other", "client_id": "", "tenant": "a/b"}

    page = ada.post(f"/office/mailboxes/{mailbox.pk}/sign-in/", facts)

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"provider", "client_id", "tenant"}


def test_no_secret_lies_in_the_session_in_the_clear(provider, mailbox, ada):
    begins(ada, mailbox)

    assert "a secret" not in json.dumps(dict(ada.session))


def test_only_administrators_connect_mailboxes(mailbox, cast):
    client = Client()
    client.force_login(cast.elena)

    assert client.get(f"/office/mailboxes/{mailbox.pk}/sign-in/").status_code == 403
    assert client.get(BACK).status_code == 403
