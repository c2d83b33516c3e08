"""The promises of a request as a mail says them: by when, and why then."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.ui.words import promises as sentences
from puntuale.ui.words.dates import LONG, SHORT, Width, full_date
from puntuale.ui.words.moments import hour
from puntuale.ui.words.viewpoint import Viewpoint, place

BY = {
    "response": gettext_lazy("You get a first reply by"),
    "answer": gettext_lazy("We answer by"),
    "resolution": gettext_lazy("We solve it by"),
    "callback": gettext_lazy("We call you back by"),
    "patch": gettext_lazy("The patch is ready by"),
}
ORDER = tuple(BY)
OPEN_STATES = ("running", "held", "paused")


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """One promise: its label, its instant, and the sentences below it."""

    label: str
    when: str
    short: str
    notes: tuple[str, ...] = ()


def viewpoint(*, at: datetime) -> Viewpoint:
    """Hours in a mail are told on the vendor's clock, which the mail names."""
    vendor = Vendor.objects.first()
    return Viewpoint(now=at, zone=ZoneInfo(vendor.time_zone if vendor else "Europe/Rome"))


def promises_of(ticket: Ticket, view: Viewpoint) -> list[PromiseWords]:
    """What is promised and still open, the next instant first."""
    clocks = [clock for clock in ticket.clocks.all() if clock.due_at and clock.binding]
    waiting = [clock for clock in clocks if clock.state in OPEN_STATES]
    waiting.sort(key=lambda clock: (clock.due_at, ORDER.index(clock.metric)))
    return [_words(clock, view) for clock in waiting]


def indications_of(ticket: Ticket, view: Viewpoint) -> list[str]:
    """What is expected without being promised."""
    clocks = [clock for clock in ticket.clocks.all() if clock.due_at and not clock.binding]
    return [
        sentences.expected(view.local(clock.due_at).date(), view)
        for clock in clocks
        if clock.due_at and clock.state in OPEN_STATES
    ]


def zone_note(view: Viewpoint) -> str:
    """Whose clock the hours of this mail are told on."""
    return _("Times in %(place)s.") % {"place": place(view.zone)}


def instant(at: datetime, view: Viewpoint, width: Width = LONG) -> str:
    """ "Tuesday 24 November, 10:00": a mail may be read on any day."""
    return f"{full_date(view.local(at).date(), view.today, width)}, {hour(at, view)}"


def _words(clock: TicketClock, view: Viewpoint) -> PromiseWords:
    assert clock.due_at is not None
    short = instant(clock.due_at, view, SHORT).replace(",", "")
    notes = []
    if clock.state == "held":
        notes.append(sentences.held(clock.held_until, view))
    return PromiseWords(str(BY[clock.metric]), instant(clock.due_at, view), short, tuple(notes))
