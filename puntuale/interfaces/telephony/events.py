"""`call.started`, `call.answered`, `call.ended`: one call by its id, however often it is told.

A call that was answered proposes its time to whoever called; nothing is charged from here.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.callbacks.actions import end_call, note_answered, start_call
from puntuale.apps.callbacks.models import CallAttempt
from puntuale.apps.callbacks.queries import attempt_known_as, open_call_on
from puntuale.apps.charges.starting import check_call
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.interfaces.telephony.signature import HEADER, is_genuine

LONGEST_BODY = 4_000
Outcome = CallAttempt.Outcome
# As long as an attempt keeps it: a name that was cut would not be known again.
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """What a telephone system tells. `outcome` counts at the end of a call that nobody answered."""

    event: Literal["call.started", "call.answered", "call.ended"]
    id: Id
    request: int = 0
    agent: str = ""
    outcome: Literal["no_answer", "voicemail", "busy", "wrong_number"] = "no_answer"


@csrf_exempt  # whoever tells proves it by a signature, not by a session
@login_not_required
@never_cache
@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """Take what was told; again, it changes nothing."""
    body, now = request.read(LONGEST_BODY + 1), timezone.now()
    signed = request.headers.get(HEADER, "")
    if not is_genuine(signed, body, settings.TELEPHONY_SECRET, now=now):
        return _json({"error": "not_genuine"}, status=403)
    try:
        told = msgspec.json.decode(body, type=Told)
    except msgspec.DecodeError:
        return _json({"error": "not_understood"}, status=422)
    try:
        return _json({"state": _take(told, at=now)})
    except TicketRefusal as refusal:
        return _json({"error": type(refusal).__name__}, status=409)


def _take(told: Told, *, at: datetime) -> str:
    """Carry it out, and say how the call stands: `unknown` where it is none of ours."""
    attempt = attempt_known_as(told.id)
    if attempt is None:
        return _started(told, at=at) if told.event == "call.started" else "unknown"
    if attempt.outcome:
        return attempt.outcome
    if told.event == "call.answered":
        note_answered(attempt, at=at)
    elif told.event == "call.ended":
        answered = attempt.answered_at is not None
        end_call(attempt, Outcome.ANSWERED if answered else told.outcome, at=at)
    return told.event.removeprefix("call.")


def _started(told: Told, *, at: datetime) -> str:
    agent = User.objects.filter(email__iexact=told.agent, is_active=True).first()
    if agent is None or not agent.can(Ability.WORK_ON_TICKETS):
        return "unknown"
    ticket = tickets_visible_to(agent).filter(number=told.request).first()
    callback = open_call_on(ticket) if ticket else None
    if callback is None:
        return "unknown"
    check_call(callback.ticket, at=at)
    start_call(callback, by=agent, at=at, external_id=told.id)
    return "started"


def _json(content: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return HttpResponse(
        msgspec.json.encode(content), content_type="application/json", status=status
    )
