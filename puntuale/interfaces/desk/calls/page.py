"""The calls to make, in the order in which they may be made."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.callbacks.queries import calls_to_make
from puntuale.apps.callbacks.rules import rules_for
from puntuale.apps.customers.phones import phone_shown
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.calls import medium_shown
from puntuale.ui.words.moments import interval, short
from puntuale.ui.words.viewpoint import Viewpoint

MOST = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One call as a line: whom, on which number, which attempt, by when it was promised."""

    callback: Callback
    phone: str
    medium: str
    attempt: str
    when: str
    wanted: str
    due: str


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """What can be called now, what goes on, and what comes later."""
    now = timezone.now()
    view = Viewpoint(now, ZoneInfo(request.user.time_zone))
    found = calls_to_make(request.user).prefetch_related("ticket__clocks")[:MOST]
    calls = [_call(each, view) for each in found]
    context = {
        "going_on": [each for each in calls if each.callback.state == Callback.State.ATTEMPTING],
        "ready": [each for each in calls if _is_ready(each, view)],
        "later": [
            each
            for each in calls
            if each.callback.state == Callback.State.SCHEDULED and not _is_ready(each, view)
        ],
    }
    return render(request, "desk/calls/index.html", context)


def _is_ready(call: Call, view: Viewpoint) -> bool:
    callback = call.callback
    return callback.state == Callback.State.SCHEDULED and callback.call_at <= view.now


def _call(callback: Callback, view: Viewpoint) -> Call:
    made, rules = len(callback.attempts.all()), rules_for(callback.ticket)
    number = made if callback.state == Callback.State.ATTEMPTING else made + 1
    due = [
        clock.due_at
        for clock in callback.ticket.clocks.all()
        if clock.metric == "callback" and clock.binding and clock.due_at and not clock.met_at
    ]
    wanted = (
        interval(callback.wanted_from, callback.wanted_until, view)
        if callback.wanted_from and callback.wanted_until
        else ""
    )
    return Call(
        callback=callback,
        phone=phone_shown(callback.phone),
        medium=medium_shown(callback),
        attempt=f"{number}/{rules.max_attempts}",
        when=short(callback.call_at, view),
        wanted=wanted,
        due=short(min(due), view) if due else "",
    )
