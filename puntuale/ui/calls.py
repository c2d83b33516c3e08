"""A call on a page: on which number, and its attempts as a row of marks: 1/3, 2/3, 3/3."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.rules import rules_for
from puntuale.apps.customers.phones import phone_shown
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.calling import CallRules
from puntuale.ui.conversation.events import OUTCOMES
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Attempt:
    """One mark; `look` is missed, reached, next or none."""

    number: str
    look: str
    when: str
    says: str


def last_call_shown(ticket: Ticket, callback: Callback | None, view: Viewpoint) -> dict[str, Any]:
    """What a panel says of the call that was asked for last; `call_goes_on` while somebody calls."""
    rules = rules_for(ticket)
    is_open = callback is not None and callback.state in Callback.OPEN
    return {
        "call": callback,
        "call_phone": phone_shown(callback.phone) if callback else "",
        "call_medium": medium_shown(callback) if callback else "",
        "call_rules": _quiet(rules),
        "call_attempts": list(_attempts(callback, rules, view)) if callback else [],
        "call_is_open": is_open,
        "call_goes_on": is_open and callback is not None and callback.caller_id is not None,
    }


def medium_shown(callback: Callback) -> str:
    """ "video": what the customer would rather have than the telephone; nothing where that is it."""
    is_voice = callback.medium == Callback.Medium.VOICE
    return "" if is_voice else str(callback.get_medium_display())


def _quiet(rules: CallRules) -> str:
    """ "up to 3 attempts, 08:00 – 20:00": when the customer may be called."""
    most = _("up to %(count)s attempts") % {"count": rules.max_attempts}
    if rules.quiet is None:
        return most
    opens, closes = rules.quiet
    return f"{most}, {_hour(closes)} – {_hour(opens)}"


def _attempts(callback: Callback, rules: CallRules, view: Viewpoint) -> Iterator[Attempt]:
    """Every attempt that was made, the next one, and those that are left."""
    made = list(callback.attempts.all())
    for each in made:
        yield _made(each, rules, view)
    if callback.state != Callback.State.SCHEDULED:
        return
    for number in range(len(made) + 1, rules.max_attempts + 1):
        is_next = number == len(made) + 1
        yield Attempt(
            f"{number}/{rules.max_attempts}",
            "next" if is_next else "none",
            _not_before(callback.call_at, view) if is_next else "",
            pgettext("call", "next") if is_next else "",
        )


def _made(attempt: CallAttempt, rules: CallRules, view: Viewpoint) -> Attempt:
    is_over, is_reached = bool(attempt.outcome), attempt.outcome == "answered"
    says = OUTCOMES[attempt.outcome]() if is_over else pgettext("call", "going on")
    look = "reached" if is_reached else "missed" if is_over else "next"
    number = f"{attempt.number}/{max(rules.max_attempts, attempt.number)}"
    return Attempt(number, look, short(attempt.started_at, view), says)


def _not_before(at: datetime, view: Viewpoint) -> str:
    if at <= view.now:
        return pgettext("call", "now")
    return _("not before %(when)s") % {"when": short(at, view)}


def _hour(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
