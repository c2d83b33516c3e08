"""Mailed ways in: made for one person and one browser, used once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.crypto import constant_time_compare

from puntuale.apps.accounts.models import SignInLink, User

LIFETIME = timedelta(minutes=15)
MAX_WRONG_CODES = 5
# Consonants that cannot be taken for one another, and make no words.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class WayIn:
    """What a mail says and nobody else knows: the database keeps only hashes."""

    token: str
    code: str


def make_link(user: User, *, browser: str, at: datetime) -> WayIn:
    """A link and a code for `user`; the code opens only the browser whose secret hashes to `browser`."""
    token = secrets.token_urlsafe(32)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    SignInLink.objects.create(
        user=user,
        token_sha256=sha256(token),
        browser_sha256=browser,
        code_sha256=_code_hash(browser, code),
        made_at=at,
        expires_at=at + LIFETIME,
    )
    return WayIn(token, code)


def user_behind(token: str, *, at: datetime) -> User | None:
    """Whom the link would let in; looking does not use it."""
    link = SignInLink.objects.filter(token_sha256=sha256(token)).select_related("user").first()
    usable = link is not None and link.used_at is None and link.expires_at > at
    return link.user if link and usable and link.user.is_active else None


def use_token(token: str, *, at: datetime) -> User | None:
    """Whom the link lets in, once; None when it is unknown, used or too old."""
    link = SignInLink.objects.filter(token_sha256=sha256(token)).first()
    return None if link is None else _use(link, at=at)


def use_code(code: str, *, browser: str, at: datetime) -> User | None:
    """Whom the code lets in, typed into the browser that asked for it; a few wrong ones end it."""
    asked = SignInLink.objects.filter(
        browser_sha256=browser, used_at=None, expires_at__gt=at, wrong_codes__lt=MAX_WRONG_CODES
    )
    digest = _code_hash(browser, "".join(letter for letter in code.upper() if letter.isalnum()))
    for link in asked:
        if constant_time_compare(link.code_sha256, digest):
            return _use(link, at=at)
    asked.update(wrong_codes=F("wrong_codes") + 1)
    return None


def sha256(secret: str) -> str:
    """How a secret is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _code_hash(browser: str, code: str) -> str:
    return sha256(f"{browser}:{code}")


def _use(link: SignInLink, *, at: datetime) -> User | None:
    fresh = SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at)
    if not fresh.update(used_at=at):
        return None
    return link.user if link.user.is_active else None
