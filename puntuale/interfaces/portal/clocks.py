"""The clocks of a request as a customer's pages show them: read now, told on the agreement's clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.ui.classes import names_of
from puntuale.ui.parts import Promise
from puntuale.ui.readings import explanation, promise, viewpoint
from puntuale.ui.why.values import Explanation
from puntuale.ui.words.moments import short
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class Shown:
    """One promise on a page, and why; the reason lies open while its clock runs."""

    promise: Promise
    explanation: Explanation | None
    question: str
    is_open: bool


def seen_by(user: User, now: datetime) -> Viewpoint:
    """Hours on the clock of the reader."""
    return Viewpoint(now, ZoneInfo(user.time_zone))


def shown_promises(ticket: Ticket, reader: User, readings: Sequence[Reading]) -> Iterator[Shown]:
    """Every promise on `ticket`, with its drawing."""
    first = next((each for each in readings if not each.state.is_over), None)
    names = names_of(ticket)
    for reading in readings:
        view = viewpoint(reading, ZoneInfo(reader.time_zone))
        yield Shown(
            promise(reading, view),
            explanation(reading, view, names),
            question(reading, view),
            is_open=reading is first,
        )


def question(reading: Reading, view: Viewpoint) -> str:
    """ "Why Tue 10:00?" """
    if reading.due_at is None:
        return _("Why?")
    return _("Why %(when)s?") % {"when": short(reading.due_at, view)}
