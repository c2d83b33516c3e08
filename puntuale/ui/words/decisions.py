"""What became of an estimate, in a sentence for its customer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from puntuale.apps.estimates.models import Estimate
from puntuale.ui.words.dates import LONG, full_date
from puntuale.ui.words.moments import hour
from puntuale.ui.words.viewpoint import Viewpoint

State = Estimate.State


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence, and whether the customer can ask for the estimate again."""

    look: str
    sentence: str
    can_be_renewed: bool = False


def outcome_of(estimate: Estimate, view: Viewpoint) -> Outcome | None:
    """How it ended; None while it can be decided."""
    is_over = estimate.expires_at is not None and estimate.expires_at <= view.now
    if estimate.waits and is_over:
        return Outcome("near", _ended(estimate, view), can_be_renewed=True)
    if estimate.waits:
        return _of_request(estimate)
    values = {
        "name": estimate.decided_name or str(estimate.decided_by_contact or ""),
        "when": _instant(estimate, view),
    }
    match estimate.state:
        case State.ACCEPTED:
            return Outcome("kept", _("Accepted by %(name)s on %(when)s.") % values)
        case State.SUPERSEDED:
            sentence = _("Accepted by %(name)s on %(when)s; a later estimate has replaced it.")
            return Outcome("", sentence % values)
        case State.DECLINED:
            sentence = _("Declined by %(name)s on %(when)s. Nothing is charged for it.")
            return Outcome("", sentence % values)
        case State.WITHDRAWN:
            return Outcome("", _("We withdrew this estimate on %(when)s.") % values)
        case _:
            return Outcome("near", _ended(estimate, view), can_be_renewed=True)


def too_late(estimate: Estimate) -> str:
    """For whoever decided second: "Maja Kranjc accepted estimate 1 before; nothing was changed."."""
    values = {
        "name": estimate.decided_name
        or str(estimate.decided_by_contact or estimate.decided_by_user or ""),
        "number": estimate.revision,
    }
    match estimate.state:
        case State.ACCEPTED | State.SUPERSEDED:
            return _("%(name)s has accepted estimate %(number)s. Nothing was changed.") % values
        case State.DECLINED:
            return _("%(name)s has declined estimate %(number)s. Nothing was changed.") % values
        case State.WITHDRAWN:
            return _("%(name)s has withdrawn estimate %(number)s. Nothing was changed.") % values
        case _:
            return _("Estimate %(number)s has run out. Nothing was changed.") % values


def _of_request(estimate: Estimate) -> Outcome | None:
    ticket = estimate.ticket
    if ticket.is_open and ticket.resolved_at is None:
        return None
    return Outcome("", _("The request has ended, so there is nothing to decide."))


def _ended(estimate: Estimate, view: Viewpoint) -> str:
    assert estimate.valid_through is not None
    day = full_date(estimate.valid_through, view.today, LONG)
    return _("This estimate ended on %(day)s at 24:00. Ask us to renew it.") % {"day": day}


def _instant(estimate: Estimate, view: Viewpoint) -> str:
    at = estimate.decided_at
    if at is None:
        return ""
    return f"{full_date(view.local(at).date(), view.today, LONG)}, {hour(at, view)}"
