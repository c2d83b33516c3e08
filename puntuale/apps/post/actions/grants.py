"""The right to sign in to a mailbox that a provider gave, and what it is exchanged for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import seal


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """Whom a provider knows us as."""

    provider: str
    client_id: str
    client_secret: str = ""
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider answered: access for a while, and how to get more; empty where that stays."""

    access: str
    lasts: timedelta
    refresh: str = ""


@transaction.atomic
def keep_grant(
    address: str, imap_url: str, client: Client, tokens: Tokens, *, at: datetime
) -> None:
    """From now on our mailbox `address` is signed in to by what was granted, without a password.

    `imap_url` is where it lies, unless it is known to lie elsewhere.
    """
    mailbox, _is_new = Mailbox.objects.get_or_create(address=address.lower())
    mailbox.imap_url = mailbox.imap_url or imap_url
    mailbox.sealed_password, mailbox.leased_until, mailbox.fetched_at = "", None, None
    mailbox.save(update_fields=["imap_url", "sealed_password", "leased_until", "fetched_at"])
    Grant.objects.update_or_create(
        mailbox=mailbox,
        defaults={
            "provider": client.provider,
            "tenant": client.tenant,
            "client_id": client.client_id,
            "sealed_client_secret": seal(client.client_secret),
            "sealed_refresh_token": seal(tokens.refresh),
            "granted_at": at,
            **_access(tokens, at),
        },
    )


def keep_access(grant: Grant, tokens: Tokens, *, at: datetime) -> None:
    """Keep an access token; and the refresh token, where the provider has changed it."""
    facts = _access(tokens, at)
    if tokens.refresh:
        facts["sealed_refresh_token"] = seal(tokens.refresh)
    Grant.objects.filter(pk=grant.pk).update(**facts)


def forget_access(mailbox: Mailbox) -> None:
    """The server does not take the access token: the next attempt asks for another."""
    Grant.objects.filter(mailbox=mailbox).update(sealed_access_token="", access_ends_at=None)


def _access(tokens: Tokens, at: datetime) -> dict[str, object]:
    return {"sealed_access_token": seal(tokens.access), "access_ends_at": at + tokens.lasts}
