"""Secrets at rest: what stands in the database is opened with a key that does not lie there.

A copy of the database alone, such as a dump, opens no mailbox (docs/decisions/0012).
"""

import base64
from urllib.parse import unquote, urlsplit, urlunsplit

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealedElsewhere(Exception):
    """It was sealed with another key than this installation's."""

    def __init__(self) -> None:
        super().__init__(
            "The stored password was sealed with another secret key: enter it once more."
        )


def seal(secret: str) -> str:
    """`secret` as it may be stored; nothing stays nothing."""
    return _lock().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """What was sealed.

    Raises:
        SealedElsewhere: the key of this installation does not open it.
    """
    if not sealed:
        return ""
    try:
        return _lock().decrypt(sealed).decode()
    except InvalidToken:
        raise SealedElsewhere from None


def parted(address: str) -> tuple[str, str]:
    """The address of a server without the password in it, and the password."""
    parts = urlsplit(address)
    if parts.password is None:
        return address, ""
    user, _, place = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}@{place}"
    return urlunsplit(parts._replace(netloc=netloc)), unquote(parts.password)


def _lock() -> Fernet:
    # A key of its own for this purpose: the secret key signs, and is never used for both.
    derived = HKDF(SHA256(), length=32, salt=None, info=b"puntuale sealed at rest")
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))
