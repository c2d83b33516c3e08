"""What was opened last, beside the conversation."""

from collections.abc import Container
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils import timezone

from puntuale.apps.access.models import Opening
from puntuale.apps.access.queries import openings_of
from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.openings import opening_rows
from puntuale.ui.words.viewpoint import Viewpoint

LAST = 5


def access_panel(ticket: Ticket, reader: User, present: Container[type[Model]]) -> dict[str, Any]:
    """What the panel needs; the page of access has the rest."""
    view = Viewpoint(timezone.now(), ZoneInfo(reader.time_zone))
    openings = openings_of(ticket)[:LAST] if Opening in present else ()
    return {"openings": opening_rows(openings, view)}
