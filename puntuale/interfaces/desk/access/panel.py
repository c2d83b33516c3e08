"""What was opened last, beside the conversation."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from puntuale.apps.access.queries import openings_of
from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.openings import opening_rows
from puntuale.ui.words.viewpoint import Viewpoint

LAST = 5


def access_panel(ticket: Ticket, reader: User) -> dict[str, Any]:
    """What the panel needs; the page of access has the rest."""
    view = Viewpoint(timezone.now(), ZoneInfo(reader.time_zone))
    return {"openings": opening_rows(openings_of(ticket)[:LAST], view)}
