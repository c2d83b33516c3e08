"""A request as a line of the queue."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import Classes, classes_under
from puntuale.apps.tickets.queue.rows import Shown
from puntuale.apps.tickets.queue.standings import Board, Standing
from puntuale.core.agreements.clocks.reading import State
from puntuale.interfaces.desk.queue.reasons import reason_for
from puntuale.ui.clocks import Clock, parts, row_left, row_look, row_state
from puntuale.ui.parts import Due, Part, QueueRow
from puntuale.ui.standings import clock_of
from puntuale.ui.words.dates import date_of, weekday
from puntuale.ui.words.metrics import METRICS
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
NO_BAR = (Part("none"),)


class Scribe:
    """Writes the rows of one page: what they share is looked up once."""

    def __init__(self, board: Board, view: Viewpoint, language: str, tickets_url: str) -> None:
        self.board = board
        self.view = view
        self.language = language
        self.tickets_url = tickets_url
        self.today = view.today
        self.classes = {key: classes_under(row) for key, row in board.versions.items()}
        self.agreements = {key: row.title(language) for key, row in board.versions.items()}
        self.states = {state.value: str(state.label) for state in Ticket.State}
        self.channels = {channel.value: str(channel.label) for channel in Ticket.Channel}
        self.raised = pgettext("order of work", "raised")
        self.metrics = {name: str(metric.in_row) for name, metric in METRICS.items()}

    def row_of(self, ticket: Shown) -> QueueRow:
        """`ticket` as it stands at the instant of the view."""
        version = ticket.version_id or 0
        standing = self.board.standing_of(ticket)
        clock = clock_of(ticket, standing, self.view.now)
        agreement = self.agreements.get(version, "")
        classes = self.classes.get(version)
        return QueueRow(
            number=ticket.number,
            subject=ticket.subject,
            href=f"{self.tickets_url}{ticket.number}/",
            due=self._due(ticket, clock),
            look=row_look(clock) if clock else "waiting",
            state=row_state(clock) if clock else _settled_look(ticket),
            left=row_left(clock, self.view) if clock else self.states[ticket.state],
            parts=parts(clock) if clock else NO_BAR,
            meta=self._meta(ticket, agreement, standing),
            plate=_plate(ticket),
            plate_look=_plate_look(ticket, classes),
            class_name=self._title(classes, ticket.type),
            class_note=self._title(classes, ticket.severity),
            person=ticket.assignee or "",
            channel=ICONS.get(ticket.channel, ""),
            channel_name=self.channels[ticket.channel],
            language=ticket.language,
            why=reason_for(ticket, standing, agreement, self.view),
            unread=ticket.is_unread,
            restricted=ticket.is_restricted,
        )

    def _title(self, classes: Classes | None, code: str) -> str:
        return classes.title(code, self.language) if classes and code else code

    def _meta(self, ticket: Shown, agreement: str, standing: Standing | None) -> str:
        tags = " ".join(f"#{tag}" for tag in ticket.tags)
        raised = self.raised if ticket.raised_at and ticket.closed_at is None else ""
        facts = (raised, ticket.customer, agreement, self._elsewhere(ticket, standing), tags)
        return " · ".join(filter(None, facts))

    def _due(self, ticket: Shown, clock: Clock | None) -> Due:
        if ticket.closed_at is not None:
            day = self.view.local(ticket.closed_at).date()
            return Due(date_of(day, self.today), tail=self.states[ticket.state])
        if clock is None:
            return Due("–")
        tail = self.metrics[clock.metric]
        if clock.due_at is None or clock.state == State.PAUSED:
            return Due("–", tail=tail)
        return self._on_its_day(clock, clock.due_at, tail)

    def _on_its_day(self, clock: Clock, at: datetime, tail: str) -> Due:
        local = self.view.local(at)
        day = local.date()
        if clock.look == "aim":
            aim = pgettext("in a row", "aim")
            return Due(date_of(day, self.today), at, tail=f"{weekday(day)} · {aim}")
        away = (day - self.today).days
        if abs(away) > NEAR_DAYS:
            tail = f"{weekday(day)} {date_of(day, self.today)} · {tail}"
        elif away < 0 or away > 1:
            tail = f"{weekday(day)} · {tail}"
        return Due(f"{local:%H:%M}", at, tail=tail)

    def _elsewhere(self, ticket: Shown, standing: Standing | None) -> str:
        """The hour on the clock of the agreement, where that shows another one."""
        at = ticket.next_due_at
        if at is None or standing is None or standing.zone in (None, self.view.zone):
            return ""
        there = Viewpoint(self.view.now, standing.zone, home=self.view.zone)
        if not there.differs(at):
            return ""
        return _("%(hour)s in %(place)s") % {"hour": hour(at, there), "place": place(there.zone)}


def _plate(ticket: Shown) -> str:
    code = ticket.severity or ticket.type
    return code if len(code) <= LONGEST_PLATE else ""


def _plate_look(ticket: Shown, classes: Classes | None) -> str:
    most_severe = next(iter(classes.severities), None) if classes else None
    return "solid" if most_severe and ticket.severity == most_severe else ""


def _settled_look(ticket: Shown) -> str:
    return "kept" if ticket.resolved_at or ticket.closed_at else "running"
