"""The `Idempotency-Key` of a call: what is asked for under it is done once."""

import uuid

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from puntuale.apps.accounts.api_tokens import KeyUsedForAnother, call_once
from puntuale.interfaces.api.caller import Caller
from puntuale.interfaces.api.problems import Conflict


def key_of(request: HttpRequest, caller: Caller, written: str) -> uuid.UUID:
    """The key under which an action does this once.

    Raises:
        Conflict: something else was asked for under it.
    """
    asked = f"{request.method} {request.path}\n".encode() + request.body
    try:
        return call_once(caller.user, written, asked, at=timezone.now())
    except KeyUsedForAnother as used:
        raise Conflict(
            "key_used", _("This Idempotency-Key came with another call. Take a new one.")
        ) from used
