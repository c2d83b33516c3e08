"""The right to sign in to a mailbox that a provider gave, and what it is exchanged for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from puntuale.apps.post.granting import Client
from puntuale.apps.post.models import Grant, Mailbox
from puntuale.apps.post.sealing import seal


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a provider answered: access for a while, and how to get more; empty where that stays."""

    access: str
    lasts: timedelta
    refresh: str = ""


@transaction.atomic
def keep_grant(
    address: str,
    client: Client,
    tokens: Tokens,
    *,
    imap_url: str,
    smtp_url: str = "",
    at: datetime,
) -> None:
    """From now on our mailbox `address` is signed in to by what was granted, without a password.

    `imap_url` is where it lies, unless it is known to lie elsewhere; with `smtp_url` its mails leave
    there from now on, else where they have left so far.
    """
    mailbox, _is_new = Mailbox.objects.get_or_create(address=address.lower())
    mailbox.imap_url = mailbox.imap_url or imap_url
    mailbox.sealed_password, mailbox.leased_until, mailbox.fetched_at = "", None, None
    if smtp_url:
        mailbox.smtp_url, mailbox.sealed_smtp_password = smtp_url, ""
    mailbox.save()
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
