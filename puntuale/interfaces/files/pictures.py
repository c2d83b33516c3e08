"""Pictures of a mail that lie elsewhere, fetched by us when a reader asks for them; see 0018."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from csp.decorators import csp
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.egress.asking import Limits, NoAnswer, NotAllowed, get
from puntuale.interfaces.files.kinds import picture_type
from puntuale.interfaces.files.remaking.remake import remade
from puntuale.interfaces.files.views import SANDBOX

LIMITS = Limits(seconds=6, size=5 * 1024 * 1024)
# Longer ones are most likely not pictures but what they tell about the reader.
LONGEST_ADDRESS = 1500
MOST_PICTURES = 100
SECONDS_VALID = 3600
SILENT_SECONDS = 300
KEPT_BYTES = 1024 * 1024
SALT = "puntuale.remote-picture"
# Slow servers of others may hold up half of our own readers at most.
AT_ONCE = threading.BoundedSemaphore(4)
SECONDS_IN_LINE = 3
NOTHING = b""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose wish it is, and the picture."""

    reader: str
    address: str


class Elsewhere:
    """Gives the pictures of one mail that lie elsewhere an address of ours, for one reader."""

    def __init__(self, reader: str) -> None:
        self.reader = reader
        self.given: dict[str, str] = {}

    def address_of(self, address: str) -> str | None:
        """Where we hand it out; None for too long an address, or one too many of them."""
        if address not in self.given:
            if len(address) > LONGEST_ADDRESS or len(self.given) >= MOST_PICTURES:
                return None
            token = signing.dumps([self.reader, address], salt=SALT, compress=True)
            self.given[address] = reverse("files:remote_picture", args=[token])
        return self.given[address]


def servers_of(addresses: Iterable[str]) -> list[str]:
    """The names of the servers that would be asked."""
    names = (_host(address) for address in addresses)
    return sorted({name for name in names if name})


@login_not_required
@require_safe
@csp(SANDBOX)  # type: ignore[untyped-decorator]
def show(_request: HttpRequest, token: str) -> HttpResponse:
    """The picture that `token` stands for: a sandboxed frame has no session, so the token lets in."""
    try:
        asked = Asked(*signing.loads(token, salt=SALT, max_age=SECONDS_VALID))
    except signing.BadSignature:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    if _is_one_too_many(asked.reader, timezone.now()):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    content = _picture(asked.address)
    if not content:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    answer = HttpResponse(content, content_type=picture_type(content))
    answer["Content-Disposition"] = "inline"
    answer["Cache-Control"] = f"private, max-age={SECONDS_VALID}"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _is_one_too_many(reader: str, at: datetime) -> bool:
    """Counts one more, within a minute of the clock."""
    key = f"pictures:{reader}:{at:%d%H%M}"
    caches["default"].add(key, 0)
    return caches["default"].incr(key) > settings.MOST_PICTURES_A_MINUTE


def _picture(address: str) -> bytes:
    """Its bytes, from here where it was fetched lately; nothing where there is no such picture."""
    kept, host = caches["pictures"], _host(address)
    key, silent = f"picture:{_digest(address)}", f"silent:{_digest(host)}"
    content: bytes | None = kept.get(key)
    if content is None and not kept.get(silent):
        content = _fetched(address)
        if content is None:
            kept.set(silent, True, SILENT_SECONDS)
        elif len(content) <= KEPT_BYTES:
            kept.set(key, content)
    return content or NOTHING


def _fetched(address: str) -> bytes | None:
    """The picture; nothing where something else is there; None where the server is of no use."""
    if not AT_ONCE.acquire(timeout=SECONDS_IN_LINE):
        return NOTHING
    try:
        content = get(address, LIMITS, accept="image/png, image/jpeg, image/gif, image/webp")
    except NotAllowed:
        return NOTHING
    except NoAnswer:
        return None
    finally:
        AT_ONCE.release()
    return remade(content)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
