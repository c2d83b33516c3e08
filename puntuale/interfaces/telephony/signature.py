"""Whether a message was signed with the secret that we share, and lately."""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

HEADER = "X-Puntuale-Signature"
# Eleven figures of seconds reach to the year 5138; whoever sends more is refused like any stranger.
SIGNED = re.compile(r"t=([0-9]{1,11}),v1=([0-9a-f]{64})")
FRESH = timedelta(minutes=5)


def signature_of(body: bytes, secret: str, *, at: datetime) -> str:
    """`t=1790000000,v1=…`: the second, and HMAC-SHA256 over it, a dot and the body."""
    second = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"{second}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={second},v1={digest}"


def is_genuine(header: str, body: bytes, secret: str, *, now: datetime) -> bool:
    """Never without a secret; an old message is not taken a second time from whoever has copied it."""
    found = SIGNED.fullmatch(header)
    if not secret or found is None:
        return False
    said = datetime.fromtimestamp(int(found[1]), UTC)
    fits = hmac.compare_digest(signature_of(body, secret, at=said), header)
    return fits and abs(now - said) <= FRESH
