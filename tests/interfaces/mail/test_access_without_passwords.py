"""Mailboxes of providers that take no password: access is asked for, renewed, and missed in words."""

import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from puntuale.apps.post.actions.grants import Tokens, keep_grant
from puntuale.apps.post.granting import Client
from puntuale.apps.post.models import Grant, InboundMail, Mailbox
from puntuale.apps.post.sealing import seal, unseal
from puntuale.interfaces.mail.commands import mail
from puntuale.interfaces.mail.fetching.fetch import fetch_next_mailbox
from tests.environment.imap import PASSWORD, USER, Server, TokenServer, imap_server, token_server

pytestmark = pytest.mark.django_db
CLIENT = Client(provider="google", client_id="us", client_secret="a secret")


@pytest.fixture
def imap():
    with imap_server() as server:
        yield server


@pytest.fixture
def provider(settings):
    with token_server() as server:
        told = {"name": "Google", "sign_in_url": "https://sign-in.example/TENANT", "scope": "mail"}
        told |= {"imap_host": "imap.example", "smtp_host": "127.0.0.1", "token_url": server.url}
        settings.MAIL_PROVIDERS = {"google": told, "microsoft": {**told, "tenant": "common"}}
        gives(server, "fresh")
        yield server


@pytest.fixture
def granted(imap: Server, provider: TokenServer) -> Mailbox:
    """A mailbox whose access ran out."""
    long_ago = datetime.now(UTC) - timedelta(days=1)
    tokens = Tokens("stale", timedelta(hours=1), "for ever")
    keep_grant(USER, CLIENT, tokens, imap_url=imap.url, at=long_ago)
    return Mailbox.objects.get()


def gives(server: TokenServer, token: str, **more: object) -> None:
    server.status = 200
    server.answer = json.dumps({"access_token": token, "expires_in": 3600, **more}).encode()


def refuses(server: TokenServer, error: str, status: int = 400) -> None:
    server.status, server.answer = status, json.dumps({"error": error}).encode()


def poll() -> str:
    """Fetch, and what the trouble was."""
    Mailbox.objects.update(leased_until=None, fetched_at=None)
    assert fetch_next_mailbox(datetime.now(UTC))
    return Mailbox.objects.get().last_error


def test_access_is_asked_for_once_and_used_as_long_as_it_lasts(imap, provider, granted):
    imap.tokens = {"fresh"}
    imap.put("one")
    assert poll() == ""
    imap.put("two")
    assert poll() == ""

    assert list(InboundMail.objects.values_list("message_id", flat=True)) == ["<one@x>", "<two@x>"]
    assert provider.asked == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "for ever",
            "client_id": "us",
            "client_secret": "a secret",
        }
    ]


def test_access_that_ends_soon_is_renewed(imap, provider, granted):
    imap.tokens = {"fresh"}
    poll()
    Grant.objects.update(access_ends_at=datetime.now(UTC) + timedelta(seconds=30))

    assert poll() == ""

    assert len(provider.asked) == 2


def test_access_that_the_server_takes_no_more_is_asked_for_anew(imap, provider, granted):
    imap.tokens = {"fresh"}
    poll()
    imap.tokens = {"newer"}
    assert "does not let us in" in poll()
    gives(provider, "newer")

    assert poll() == ""


def test_a_refresh_token_that_the_provider_changes_is_kept(imap, provider, granted):
    imap.tokens = {"fresh"}
    gives(provider, "fresh", refresh_token="the next one")
    poll()
    Grant.objects.update(access_ends_at=None)
    poll()

    assert provider.asked[1]["refresh_token"] == "the next one"


def test_nothing_that_opens_a_mailbox_is_stored_in_the_clear(imap, provider, granted):
    imap.tokens = {"fresh"}
    poll()

    row = Grant.objects.values().get()

    assert not {"for ever", "fresh", "a secret"} & {str(value) for value in row.values()}
    assert unseal(row["sealed_refresh_token"]) == "for ever"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("invalid_grant", "Google takes the stored sign-in no more"),
        ("invalid_client", "Google does not know this client"),
        ("server_error", "Google gives no access: server_error"),
    ],
)
def test_what_the_provider_refuses_is_told_in_words(imap, provider, granted, error, words):
    refuses(provider, error)

    assert words in poll()
    assert Mailbox.objects.get().stopped_since is not None


def test_a_provider_that_answers_nonsense_or_nothing_is_told(imap, provider, granted, settings):
    provider.answer = b"<html>"
    assert "answered 200 and no token" in poll()
    settings.MAIL_PROVIDERS["google"]["token_url"] = "http://127.0.0.1:1/"

    assert "could not be asked for access" in poll()


def test_a_password_that_is_entered_later_ends_the_grant(imap, provider, granted):
    Mailbox.objects.update(sealed_password=seal(PASSWORD))

    assert poll() == ""

    assert provider.asked == []


def signing_in(answer, provider_name="google"):
    """The command, whose user answers with what `answer` makes of the address that was shown."""
    # What is shown depends on chance, and the answer on what is shown.
    shown: list[str] = []

    class Typing:
        def __init__(self) -> None:
            self.output = ""

    runner = CliRunner()
    arguments = ["sign-in", USER, "--with", provider_name, "--client-id", "us"]
    import click

    def prompt(_text):
        return answer(parse_qs(urlsplit(shown[-1]).query))

    def echo(text="", **_more):
        shown.extend(word for word in str(text).split() if word.startswith("https://"))
        original(text, **_more)

    original = click.echo
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("click.echo", echo)
        patched.setattr("click.prompt", prompt)
        return runner.invoke(mail, arguments), shown


def test_signing_in_keeps_what_the_provider_grants(provider):
    gives(provider, "fresh", refresh_token="for ever")

    done, shown = signing_in(lambda asked: f"http://localhost/?code=c0de&state={asked['state'][0]}")

    assert done.exit_code == 0, done.output
    mailbox = Mailbox.objects.get()
    assert mailbox.imap_url == "imaps://support%40officina.example@imap.example/INBOX"
    assert unseal(mailbox.grant.sealed_refresh_token) == "for ever"
    assert provider.asked[0]["code"] == "c0de"
    assert "code_challenge" in shown[0]
    assert provider.asked[0]["code_verifier"] not in shown[0]


def test_another_directory_of_microsoft_can_be_named(provider, settings):
    gives(provider, "fresh", refresh_token="for ever")

    _done, shown = signing_in(
        lambda asked: f"http://localhost/?code=c0de&state={asked['state'][0]}", "microsoft"
    )

    assert shown[0].startswith("https://sign-in.example/common?")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("code=c0de&state=forged", "does not come from the sign-in just begun"),
        ("error=access_denied&state={state}", "Nothing was granted: access_denied"),
    ],
)
def test_an_answer_that_is_no_consent_grants_nothing(provider, query, words):
    done, _shown = signing_in(
        lambda asked: "http://localhost/?" + query.format(state=asked["state"][0])
    )

    assert done.exit_code != 0
    assert words in done.output
    assert not Mailbox.objects.exists()


def test_access_without_a_right_that_lasts_is_refused(provider):
    done, _shown = signing_in(
        lambda asked: f"http://localhost/?code=c0de&state={asked['state'][0]}"
    )

    assert "no right that lasts" in done.output
    assert not Mailbox.objects.exists()
