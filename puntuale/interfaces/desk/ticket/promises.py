"""The promises on a request, each with the drawing that says why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Shown:
    """One promise on the page; its reason lies open while its clock runs."""

    promise: Promise
    explanation: Explanation | None
    question: str
    is_open: bool


def shown_promises(ticket: Ticket, reader: User, readings: Sequence[Reading]) -> Iterator[Shown]:
    """Every promise on `ticket`, hours on the agreement's clock."""
    names = names_of(ticket)
    first = next((each for each in readings if not each.state.is_over), None)
    for reading in readings:
        yield _shown(reading, reader, names, is_open=reading is first)


def _shown(reading: Reading, reader: User, names: Mapping[str, str], *, is_open: bool) -> Shown:
    view = viewpoint(reading, ZoneInfo(reader.time_zone))
    due = reading.due_at
    question = _("Why %(when)s?") % {"when": short(due, view)} if due else _("Why?")
    return Shown(
        promise(reading, view, tall=True), explanation(reading, view, names), question, is_open
    )
