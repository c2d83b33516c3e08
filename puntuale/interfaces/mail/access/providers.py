"""Providers that take no password for mail: where one signs in, and for which right one asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings


class UnknownProvider(Exception):
    """There is no provider of this name."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider of `settings.MAIL_PROVIDERS`."""

    name: str
    sign_in_url: str
    token_url: str
    scope: str
    imap_host: str
    smtp_host: str
    tenant: str

    def consent_url(
        self, *, client_id: str, returns_to: str, state: str, challenge: str, address: str
    ) -> str:
        """Where the mailbox's owner allows its mail to be read and sent."""
        asked = {
            "client_id": client_id,
            "response_type": "code",
            "redirect_uri": returns_to,
            "scope": self.scope,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "login_hint": address,
            # A refresh token is given at the first consent only, unless one asks again.
            "access_type": "offline",
            "prompt": "consent",
        }
        return f"{self.sign_in_url}?{urlencode(asked)}"

    def imap_url(self, address: str) -> str:
        """Where the mail of `address` lies."""
        return f"imaps://{quote(address, safe='')}@{self.imap_host}/INBOX"

    def smtp_url(self, address: str) -> str:
        """Where mail from `address` is handed over."""
        return f"smtp://{quote(address, safe='')}@{self.smtp_host}:587?starttls"


def provider(name: str, *, tenant: str = "") -> Provider:
    """The provider of that name; `tenant` where it has several directories.

    Raises:
        UnknownProvider: there is none.
    """
    known: Mapping[str, Mapping[str, str]] = settings.MAIL_PROVIDERS
    if name not in known:
        raise UnknownProvider(name)
    told = known[name]
    chosen = tenant or told.get("tenant", "")
    return Provider(
        name=told["name"],
        sign_in_url=told["sign_in_url"].replace("TENANT", chosen),
        token_url=told["token_url"].replace("TENANT", chosen),
        scope=told["scope"],
        imap_host=told["imap_host"],
        smtp_host=told["smtp_host"],
        tenant=chosen,
    )
