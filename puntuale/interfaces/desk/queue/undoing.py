"""The status line after a deed to many requests, with the way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import HttpRequest

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.many.deeds import DEEDS, Before

SALT = "desk.undo"
# On the screen the button rests ten seconds; without scripts it stays, and so its promise must.
VALID_SECONDS = 600
KEY = "queue_status"


@dataclass(frozen=True, slots=True)
class Status:
    """What was done, what was not, and the token that takes it back (empty: nothing to undo)."""

    sentence: str
    troubles: tuple[str, ...] = ()
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """The deed that a token takes back, and what it needs for each request."""

    deed: str
    done: Mapping[int, Before]


def undo_token(deed: str, done: Mapping[int, Before], by: User) -> str:
    """A token that lets `by`, and nobody else, take `deed` back; empty where nothing was done."""
    if not done:
        return ""
    value = {"deed": deed, "by": by.pk, "done": list(done.items())}
    return signing.dumps(value, salt=SALT, compress=True)


def read_token(token: str, by: User) -> Undo | None:
    """What `token` takes back; None where it is another's, too old, or not ours."""
    try:
        value: dict[str, Any] = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    if value["by"] != by.pk or value["deed"] not in DEEDS:
        return None
    return Undo(value["deed"], {int(number): before for number, before in value["done"]})


def offer(session: SessionBase, status: Status) -> None:
    """Keep the line for the page that comes next."""
    session[KEY] = [status.sentence, list(status.troubles), status.undo]


def offered(request: HttpRequest) -> Status | None:
    """The line that the last deed left; shown once."""
    kept = request.session.pop(KEY, None)
    return None if kept is None else Status(kept[0], tuple(kept[1]), kept[2])
