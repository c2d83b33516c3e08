"""A program asks for a seat, or how its licence stands.

A machine that is active hears everything about its licence. Any other one hears only whether it has a
seat now: a serial number that nobody has, one whose seats are taken and one that is suspended are
answered alike, so that nobody learns serial numbers by trying.
"""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from puntuale.apps.agreements.licensing import advice_for, machine_file, today_of_vendor
from puntuale.apps.catalogue.activating import activate, ask_for_seat, note_seen
from puntuale.apps.catalogue.errors import LicenceRefusal
from puntuale.apps.catalogue.models import Activation, Licence
from puntuale.apps.catalogue.queries import licence_by_serial, machine_with
from puntuale.core.licences.advice import Advice, Code
from puntuale.core.licences.errors import NotAFingerprint
from puntuale.core.licences.machine import fingerprint
from puntuale.core.licences.serials import serial_key

LONGEST_BODY = 4_000
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """What a program sends; `released_on` is the day of the version that it runs."""

    serial_number: Word
    fingerprint: Word
    name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    released_on: date | None = None


@csrf_exempt  # a program has no session here, and none would count
@login_not_required
@never_cache
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Activate the machine, once however often it asks, and say what it may run."""
    try:
        asked = msgspec.json.decode(request.read(LONGEST_BODY + 1), type=Asked)
        machine = fingerprint(asked.fingerprint)
    except (msgspec.DecodeError, NotAFingerprint):
        return _json({"error": "not_understood"}, status=422)
    at, licence = timezone.now(), licence_by_serial(asked.serial_number)
    active = machine_with(licence, machine)
    if active is None:
        key = serial_key(asked.serial_number) or "-"
        if not ratelimit.consume(request, action="licence_activation", key=key):
            return _json({"error": "too_many_requests"}, status=429)
        active = _seated(licence, asked, machine, at)
    if licence is None or active is None:
        return _json({"code": Code.NOT_ACTIVATED})
    note_seen(active, at=at)
    licence.refresh_from_db()
    return _json(
        _told(advice_for(licence, active, released_on=asked.released_on, at=at), active, at)
    )


def _seated(licence: Licence | None, asked: Asked, machine: str, at: datetime) -> Activation | None:
    """The machine with its seat; a licence that nobody has registered is a technician's to activate."""
    if licence is None or not licence.is_node_locked:
        return None
    if licence.holder_id is None:
        ask_for_seat(licence, fingerprint=machine, name=asked.name, at=at)
        return None
    try:
        return activate(
            licence,
            fingerprint=machine,
            name=asked.name,
            method=Activation.Method.ONLINE,
            today=today_of_vendor(at),
            at=at,
        )
    except LicenceRefusal:
        return None


def _told(advice: Advice, active: Activation, at: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {"code": advice.code, "versions_released_until": advice.until}
    if advice.code in (Code.VALID, Code.VERSION_NOT_COVERED):
        told["machine_file"] = machine_file(active, at=at)
    return told


def _json(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    body = msgspec.json.encode(content)
    return HttpResponse(body, content_type="application/json", status=status)
