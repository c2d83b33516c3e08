"""Tokens by which a program acts for a person, until they end or the person's right does."""

import hashlib
import secrets
import uuid
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.models import ApiCall, ApiToken, User
from puntuale.apps.accounts.sign_in_links import sha256

# Whoever finds one in a file or a log knows what it opens.
PREFIX = "puntuale_"
# How fresh "last used" is: a write for every call would cost more than the call.
NOTED_EVERY = timedelta(minutes=1)
CALLS = uuid.UUID("6d0a8a26-1f0e-4a54-9d39-0a9f0c2f5b7e")


class KeyUsedForAnother(Exception):
    """Something else was asked for under this key before."""


@transaction.atomic
def make_token(user: User, *, name: str, lasts: timedelta, at: datetime) -> str:
    """A secret for `user`'s program that nobody can read again, good for as long as it `lasts`."""
    secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        role=user.role,
        token_sha256=sha256(secret),
        made_at=at,
        expires_at=at + lasts,
    )
    record_change("api_token.made", f"{user}: {token}", by=user, at=at)
    return secret


def tokens_of(user: User, *, at: datetime) -> QuerySet[ApiToken]:
    """What opens the API for `user`'s programs at `at`."""
    return _live(at).filter(user=user)


def token_behind(secret: str, *, at: datetime) -> ApiToken | None:
    """The token with this secret, and that it was used; None where it opens nothing (any more)."""
    if not secret.startswith(PREFIX):
        return None
    token = _live(at).filter(token_sha256=sha256(secret)).select_related("user").first()
    if token is not None:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=at - NOTED_EVERY)
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)
    return token


@transaction.atomic
def revoke_token(user: User, pk: int, *, at: datetime) -> bool:
    """End one of `user`'s own tokens; False where it has ended, or is somebody else's."""
    token = tokens_of(user, at=at).filter(pk=pk).first()
    if token is None:
        return False
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=at)
    record_change("api_token.revoked", f"{user}: {token}", by=user, at=at)
    return True


def call_once(user: User, key: str, asked: bytes, *, at: datetime) -> uuid.UUID:
    """The key under which an action does what `user` asked for once, however often it is asked.

    It is `user`'s alone: the same words by another person are another key.

    Raises:
        KeyUsedForAnother: the key came with other words before.
    """
    digest = hashlib.sha256(asked).hexdigest()
    call, _ = ApiCall.objects.get_or_create(
        user=user, key=key, defaults={"asked_sha256": digest, "at": at}
    )
    if call.asked_sha256 != digest:
        raise KeyUsedForAnother
    # Of this row alone: once it is forgotten, the same key is a new one.
    return uuid.uuid5(CALLS, f"{user.pk}:{key}:{call.at.astimezone(UTC).isoformat()}")


def _live(at: datetime) -> QuerySet[ApiToken]:
    unspoiled = ApiToken.objects.filter(revoked_at=None, expires_at__gt=at)
    return unspoiled.filter(user__is_active=True, user__role=F("role"))
