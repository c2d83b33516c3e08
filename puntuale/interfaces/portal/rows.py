"""A request as a line of the customer's page: by when, what happens now, who has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queue.standings import Board, StoredPromise, board_for
from puntuale.interfaces.portal.saying import says
from puntuale.ui.clocks import Clock, due, parts, row_left, row_state
from puntuale.ui.parts import Due, Part
from puntuale.ui.standings import clock_of
from puntuale.ui.words.dates import date_of
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Row:
    """One request in a list of the customer's; without `look` no clock is shown."""

    number: int
    subject: str
    href: str
    due: Due
    says: str
    meta: str
    look: str = ""
    left: str = ""
    parts: Sequence[Part] = ()
    waits_for_reader: bool = False


def rows_of(tickets: Sequence[Ticket], view: Viewpoint) -> list[Row]:
    """Every request as it stands at the instant of `view`, in three queries whatever their number."""
    prefetch_related_objects(tickets, "contact", "assignee", "coverage", "clocks")
    board = board_for(tickets, (), now=view.now)
    return [row_of(ticket, board, view) for ticket in tickets]


def row_of(ticket: Ticket, board: Board, view: Viewpoint) -> Row:
    """`ticket` as it stands at the instant of `view`; hours of promises on their own clock."""
    standing = board.standing_of(StoredPromise(ticket)) if _is_awaited(ticket) else None
    clock = clock_of(ticket, standing, view.now)
    zone = standing.zone if standing else None
    there = Viewpoint(view.now, zone, view.zone) if zone else view
    return Row(
        number=ticket.number,
        subject=ticket.subject,
        href=reverse("portal:request", args=[ticket.number]),
        due=_due(ticket, clock, view, there),
        says=says(ticket, clock, there),
        meta=_meta(ticket, view),
        look=row_state(clock) if clock else "",
        left=row_left(clock, there) if clock else "",
        parts=parts(clock) if clock else (),
        waits_for_reader=ticket.state == Ticket.State.WAITING_CUSTOMER,
    )


def _is_awaited(ticket: Ticket) -> bool:
    return ticket.is_open and ticket.state != Ticket.State.RESOLVED


def _due(ticket: Ticket, clock: Clock | None, view: Viewpoint, there: Viewpoint) -> Due:
    if ticket.closed_at is not None:
        return Due(date_of(view.local(ticket.closed_at).date(), view.today), tail=_("closed"))
    if ticket.state == Ticket.State.WAITING_CUSTOMER:
        return Due("–", tail=_("waits for you"))
    if ticket.state == Ticket.State.RESOLVED:
        return Due("✓", tail=_("solved"))
    return Due("–") if clock is None else due(clock, there)


def _meta(ticket: Ticket, view: Viewpoint) -> str:
    sent = _("sent %(when)s") % {"when": short(ticket.submitted_at, view)}
    asked_by = _("by %(person)s") % {"person": ticket.contact}
    who = pgettext("who works on it", "with %(person)s") % {"person": ticket.assignee}
    facts = [str(ticket.number), f"{sent} {asked_by}", who if ticket.assignee else ""]
    return " · ".join(filter(None, facts))
