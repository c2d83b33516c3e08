"""What happens with a request now, in one or two sentences to its customer."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from puntuale.apps.tickets.models import Ticket
from puntuale.ui.clocks import Clock
from puntuale.ui.readings import MOST
from puntuale.ui.words import promises
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.words.windows import in_hours

State = Ticket.State
ENDED: Mapping[str, Callable[[], str]] = {
    State.RESOLVED: lambda: _("Solved. If it is not, answer and we go on."),
    State.CLOSED: lambda: _("Closed."),
    State.REJECTED: lambda: _("Not accepted; the reason stands in the request."),
    State.DECLINED: lambda: _("You did not accept the estimate; nothing was charged."),
    State.MERGED: lambda: _("Goes on in another request."),
}


def says(ticket: Ticket, clock: Clock | None, view: Viewpoint) -> str:
    """The sentence under the subject of `ticket`; `clock` is its next promise."""
    if ticket.state in ENDED:
        return ENDED[ticket.state]()
    if clock is None:
        return _without_promise(ticket, view)
    return _of_promise(ticket, clock, view)


def _without_promise(ticket: Ticket, view: Viewpoint) -> str:
    if ticket.state == State.WAITING_CUSTOMER:
        return _("We wait for your answer.")
    if kept := _last_kept(ticket, view):
        return _("%(kept)s We are working on it.") % {"kept": kept}
    if ticket.state == State.NEW:
        return _("We have it. No hour is promised for it.")
    return _("We are working on it. No hour is promised for it.")


def _last_kept(ticket: Ticket, view: Viewpoint) -> str:
    """What was promised and done last, and how long before it was due; nothing where nothing was."""
    done = [
        (clock.met_at, clock.due_at, clock.metric)
        for clock in ticket.clocks.all()
        if clock.binding and clock.met_at and clock.due_at
    ]
    if not done:
        return ""
    met_at, due_at, metric = max(done)
    return promises.kept(metric, met_at, due_at - met_at, view)


def _of_promise(ticket: Ticket, clock: Clock, view: Viewpoint) -> str:
    match clock.look:
        case "paused" if clock.paused_at:
            return promises.paused(clock.paused_at, clock.left, view, clock.because)
        case "held":
            return promises.held(clock.held_until, view, clock.severity, in_hours(clock.handled_in))
        case "late" if clock.due_at:
            return promises.late(clock.metric, clock.due_at, view, str(ticket.assignee or ""))
        case "aim" if clock.due_at:
            is_said_of_most = clock.share == MOST
            return promises.aimed(clock.metric, clock.due_at, view, share=is_said_of_most)
        case "indication" if clock.due_at:
            return promises.expected(view.local(clock.due_at).date(), view)
        case _ if clock.due_at:
            return promises.promised(clock.metric, clock.due_at, view)
        case _:
            return _without_promise(ticket, view)
