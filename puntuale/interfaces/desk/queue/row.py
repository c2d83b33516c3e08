"""A request as a line of the queue."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import Classes, classes_under
from puntuale.apps.tickets.queue.rows import is_unread
from puntuale.apps.tickets.queue.standings import Board, Standing
from puntuale.interfaces.desk.queue.reasons import reason_for
from puntuale.ui.clocks import Clock, due, parts, row_left, row_look, row_state
from puntuale.ui.parts import Due, Part, QueueRow
from puntuale.ui.standings import clock_of
from puntuale.ui.words.dates import date_of, weekday
from puntuale.ui.words.moments import NEAR_DAYS, hour
from puntuale.ui.words.viewpoint import Viewpoint, place

ICONS: Mapping[str, str] = {
    "email": "mail",
    "form": "form",
    "portal": "portal",
    "phone": "phone",
    "callback": "phone",
}
# A code that fits on a plate; longer ones are words, and stand beside it.
LONGEST_PLATE = 4


class Scribe:
    """Writes the rows of one page: what they share is looked up once."""

    def __init__(self, board: Board, view: Viewpoint, language: str, tickets_url: str) -> None:
        self.board = board
        self.view = view
        self.language = language
        self.tickets_url = tickets_url
        self.classes = {key: classes_under(row) for key, row in board.versions.items()}

    def row_of(self, ticket: Ticket) -> QueueRow:
        """`ticket` as it stands at the instant of the view; needs what `rows_for` loads."""
        standing = self.board.standing_of(ticket)
        clock = clock_of(ticket, standing, self.view.now)
        agreement = self._agreement(ticket)
        classes = self.classes.get(ticket.version_id or 0)
        plate = _plate(ticket)
        return QueueRow(
            number=ticket.number,
            subject=ticket.subject,
            href=f"{self.tickets_url}{ticket.number}/",
            due=self._due(ticket, clock),
            look=row_look(clock) if clock else "waiting",
            state=row_state(clock) if clock else _settled_look(ticket),
            left=row_left(clock, self.view) if clock else str(ticket.get_state_display()),
            parts=parts(clock) if clock else (Part("none"),),
            meta=self._meta(ticket, agreement, self._elsewhere(ticket, standing)),
            plate=plate,
            plate_look=_plate_look(ticket, classes),
            class_name=self._title(classes, ticket.type),
            class_note=self._title(classes, ticket.severity),
            person=str(ticket.assignee) if ticket.assignee else "",
            channel=ICONS.get(ticket.channel, ""),
            channel_name=str(ticket.get_channel_display()),
            language=ticket.language,
            why=reason_for(ticket, standing, agreement, self.view),
            unread=is_unread(ticket),
            restricted=ticket.is_restricted,
        )

    def _agreement(self, ticket: Ticket) -> str:
        version: AgreementVersion | None = self.board.versions.get(ticket.version_id or 0)
        return version.title(self.language) if version else ""

    def _title(self, classes: Classes | None, code: str) -> str:
        return classes.title(code, self.language) if classes and code else code

    def _meta(self, ticket: Ticket, agreement: str, elsewhere: str) -> str:
        whose = ticket.organisation or ticket.contact
        tags = (f"#{tag.name}" for tag in ticket.tags.all())
        return " · ".join(filter(None, [str(whose), agreement, elsewhere, " ".join(tags)]))

    def _due(self, ticket: Ticket, clock: Clock | None) -> Due:
        if ticket.closed_at is not None:
            local = self.view.local(ticket.closed_at).date()
            return Due(date_of(local, self.view.today), tail=str(ticket.get_state_display()))
        if clock is None:
            return Due("–")
        found = due(clock, self.view)
        if found.at is None:
            return found
        return self._due_on_its_day(found, found.at, clock)

    def _due_on_its_day(self, found: Due, at: datetime, clock: Clock) -> Due:
        day, today = self.view.local(at).date(), self.view.today
        if clock.look == "aim":
            tail = f"{weekday(day)} · {pgettext('in a row', 'aim')}"
            return Due(date_of(day, today), at, tail=tail)
        pieces = [found.tail]
        if abs((day - today).days) > NEAR_DAYS:
            pieces.insert(0, f"{weekday(day)} {date_of(day, today)}")
        elif day < today or (day - today).days > 1:
            pieces.insert(0, weekday(day))
        return Due(found.figure, at, tail=" · ".join(pieces))

    def _elsewhere(self, ticket: Ticket, standing: Standing | None) -> str:
        """The hour on the clock of the agreement, where that shows another one."""
        at = ticket.next_due_at
        if at is None or standing is None or standing.zone is None:
            return ""
        there = Viewpoint(self.view.now, standing.zone, home=self.view.zone)
        if not there.differs(at):
            return ""
        return _("%(hour)s in %(place)s") % {"hour": hour(at, there), "place": place(standing.zone)}


def _plate(ticket: Ticket) -> str:
    code = ticket.severity or ticket.type
    return code if len(code) <= LONGEST_PLATE else ""


def _plate_look(ticket: Ticket, classes: Classes | None) -> str:
    severities = list(classes.severities) if classes else []
    return "solid" if severities and ticket.severity == severities[0] else ""


def _settled_look(ticket: Ticket) -> str:
    return "kept" if ticket.resolved_at or ticket.closed_at else "running"
