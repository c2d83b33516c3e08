"""Access to a mailbox without its password: asked for with what was granted, and renewed in time."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from puntuale.apps.post.actions.grants import Tokens, keep_access
from puntuale.apps.post.granting import Client, NoAccess
from puntuale.apps.post.models import Grant
from puntuale.apps.post.sealing import unseal
from puntuale.interfaces.mail.access.providers import Provider, provider

PATIENCE = httpx.Timeout(20)
# What ends so soon is not begun with.
SHORTEST = timedelta(minutes=2)
USUAL_SECONDS = 3600


def access_to(grant: Grant, *, at: datetime) -> str:
    """An access token that lasts a while yet.

    Raises:
        NoAccess: the provider gives none.
        SealedElsewhere: the grant was sealed by another installation.
    """
    if grant.access_ends_at is not None and grant.access_ends_at > at + SHORTEST:
        return unseal(grant.sealed_access_token)
    client = Client(
        provider=grant.provider,
        client_id=grant.client_id,
        client_secret=unseal(grant.sealed_client_secret),
        tenant=grant.tenant,
    )
    asked = {"grant_type": "refresh_token", "refresh_token": unseal(grant.sealed_refresh_token)}
    tokens = _tokens(client, asked)
    keep_access(grant, tokens, at=at)
    return tokens.access


def tokens_for_code(client: Client, code: str, verifier: str, *, returns_to: str) -> Tokens:
    """What the code is worth that the provider gave to the mailbox's owner.

    Raises:
        NoAccess: nothing, or no right that lasts.
    """
    tokens = _tokens(
        client,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": returns_to,
            "code_verifier": verifier,
        },
    )
    if not tokens.refresh:
        raise NoAccess("The provider gave access for an hour and no right that lasts.")
    return tokens


def _tokens(client: Client, asked: Mapping[str, str]) -> Tokens:
    where = provider(client.provider, tenant=client.tenant)
    secret = {"client_secret": client.client_secret} if client.client_secret else {}
    form = {**asked, **secret, "client_id": client.client_id}
    try:
        answer = httpx.post(where.token_url, data=form, timeout=PATIENCE)
        told = answer.json()
    except httpx.HTTPError as trouble:
        raise NoAccess(f"{where.name} could not be asked for access: {trouble}") from trouble
    except ValueError:
        raise NoAccess(f"{where.name} answered {answer.status_code} and no token.") from None
    if not isinstance(told, dict) or answer.is_error or "access_token" not in told:
        raise NoAccess(_in_words(where, told if isinstance(told, dict) else {}))
    lasts = timedelta(seconds=int(told.get("expires_in") or USUAL_SECONDS))
    return Tokens(str(told["access_token"]), lasts, str(told.get("refresh_token") or ""))


def _in_words(where: Provider, told: Mapping[str, object]) -> str:
    code = str(told.get("error", ""))
    if code == "invalid_grant":
        return (
            f"{where.name} takes the stored sign-in no more: it was withdrawn, or too long unused."
            " Sign in again on the page of mailboxes, or with `puntuale mail sign-in`."
        )
    if code in ("invalid_client", "unauthorized_client"):
        return f"{where.name} does not know this client, or its secret has changed."
    details = str(told.get("error_description", ""))[:300]
    return f"{where.name} gives no access: {code or 'no reason was told'}. {details}".strip()
