"""Having a provider grant the right to a mailbox: where its owner signs in, and what follows from it.

The code of RFC 6749, bound to who began (`state`) and to what only they know (PKCE, RFC 7636).
"""

import base64
import hashlib
import secrets
from datetime import datetime

from django.conf import settings

from puntuale.apps.post.actions.grants import keep_grant
from puntuale.apps.post.granting import Client, Consent, Granting
from puntuale.interfaces.mail.access.providers import provider
from puntuale.interfaces.mail.access.tokens import tokens_for_code


def begin(address: str, client: Client, returns_to: str) -> Consent:
    """Where the owner of `address` agrees; the browser is sent back to `returns_to`.

    Raises:
        UnknownProvider: there is none of that name.
    """
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode()
    url = provider(client.provider, tenant=client.tenant).consent_url(
        client_id=client.client_id,
        returns_to=returns_to,
        state=state,
        challenge=challenge.rstrip("="),
        address=address,
    )
    return Consent(url, state, verifier)


def conclude(
    address: str,
    client: Client,
    code: str,
    verifier: str,
    returns_to: str,
    *,
    sends: bool,
    at: datetime,
) -> None:
    """Keep what `code` is worth; with `sends`, mail of `address` leaves by the provider as well.

    Raises:
        NoAccess: it is worth nothing, or no right that lasts.
    """
    where = provider(client.provider, tenant=client.tenant)
    tokens = tokens_for_code(client, code, verifier, returns_to=returns_to)
    keep_grant(
        address,
        client,
        tokens,
        imap_url=where.imap_url(address),
        smtp_url=where.smtp_url(address) if sends else "",
        at=at,
    )


def providers() -> list[tuple[str, str]]:
    """Whom one may sign in with, and what they are called."""
    return [(name, told["name"]) for name, told in settings.MAIL_PROVIDERS.items()]


GRANTING = Granting(begin, providers, conclude)
