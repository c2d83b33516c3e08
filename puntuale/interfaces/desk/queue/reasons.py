"""Why a row is as it is, in one line; nothing where that is self-evident."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queue.rows import Shown
from puntuale.apps.tickets.queue.standings import Standing
from puntuale.core.agreements.clocks.reading import State
from puntuale.ui.words.dates import SHORT
from puntuale.ui.words.moments import BY, SINCE, UNTIL, said, short
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.words.windows import in_hours

WAITS = frozenset(
    {
        Ticket.State.WAITING_CUSTOMER,
        Ticket.State.WAITING_ACCESS,
        Ticket.State.WAITING_THIRD_PARTY,
        Ticket.State.ESTIMATE_SENT,
    }
)


def reason_for(ticket: Shown, standing: Standing | None, agreement: str, view: Viewpoint) -> str:
    """The sentence under the subject."""
    if ticket.resolved_at is not None:
        return _("Resolved %(when)s.") % {"when": short(ticket.resolved_at, view)}
    if ticket.state in WAITS and ticket.waiting_since is not None:
        return _waits(ticket, standing, view)
    if standing is None:
        return "" if ticket.version_id else _("No agreement covers this request.")
    if not standing.binding:
        return _not_binding(standing, view)
    return _stands_still(ticket, standing, agreement, view) or _unclassified(ticket)


def _waits(ticket: Shown, standing: Standing | None, view: Viewpoint) -> str:
    since = {"when": said(SINCE, ticket.waiting_since or view.now, view, SHORT)}
    sentences = {
        Ticket.State.WAITING_CUSTOMER: _("Waiting for the customer’s answer since %(when)s."),
        Ticket.State.WAITING_ACCESS: _(
            "Waiting for access to the customer’s systems since %(when)s."
        ),
        Ticket.State.WAITING_THIRD_PARTY: _("Waiting for someone else since %(when)s."),
        Ticket.State.ESTIMATE_SENT: _("Waiting for the decision on the estimate since %(when)s."),
    }
    sentence = sentences[Ticket.State(ticket.state)] % since
    if standing is not None and standing.state is State.RUNNING and standing.binding:
        runs_on = _("The clock runs on.")
        return f"{sentence} {runs_on}"
    return sentence


def _not_binding(standing: Standing, view: Viewpoint) -> str:
    if standing.budget is None:
        return _("An indication: shown, never counted as late.")
    if standing.due_at is None:
        return _("An aim, not a promise.")
    when = {"when": said(BY, standing.due_at, view, SHORT)}
    return _("An aim, not a promise: by %(when)s.") % when


def _stands_still(ticket: Shown, standing: Standing, agreement: str, view: Viewpoint) -> str:
    if standing.state is State.HELD and standing.held_until is not None:
        values = {
            "when": said(UNTIL, standing.held_until, view, SHORT),
            "class": standing.severity or ticket.type,
            "hours": in_hours(standing.handled_in),
        }
        if standing.severity and values["hours"]:
            return _("Held until %(when)s: %(class)s is handled %(hours)s.") % values
        if values["class"]:
            return _("Held until %(when)s: %(class)s is not handled before.") % values
        return _("Held until %(when)s by the agreement.") % values
    if standing.opens_at is not None:
        values = {"agreement": agreement, "when": short(standing.opens_at, view)}
        return _("Stands still: the hours of %(agreement)s begin %(when)s.") % values
    return ""


def _unclassified(ticket: Shown) -> str:
    return "" if ticket.classified_at else pgettext("request", "Not classified yet.")
