"""At night the clocks of every open request are read again from its history, and compared."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.jobs.timetable import note_done
from puntuale.apps.tickets.actions.reckoning import reckon_again
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.reckoning import COMPARED, UNREADABLE, differences

log = structlog.get_logger(__name__)

SLICE = 200


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Report every difference by name, in the log of the program and in that of changes."""
    for ticket in open_tickets():
        _look_at(ticket, at)
    note_done(COMPARED, at=at)


def open_tickets() -> Iterator[Ticket]:
    """Every open request, a slice at a time: as many as there are take no more memory."""
    last, tickets = 0, Ticket.objects.filter(closed_at=None).order_by("pk")
    # The texts of an agreement are read once, not with every request that runs under it.
    tickets = tickets.select_related("version", "coverage").defer(
        *(f"version__{name}" for name in AgreementVersion.LONG)
    )
    while rows := list(tickets.filter(pk__gt=last).prefetch_related("clocks")[:SLICE]):
        yield from rows
        last = rows[-1].pk


def _look_at(ticket: Ticket, at: datetime) -> None:
    try:
        # Most often there is nothing to put right, and nobody has to wait for a lock.
        found = reckon_again(ticket, at=at) if differences(ticket) else []
    except OperationalError:
        raise
    except Exception as trouble:
        log.exception("the clocks of a request cannot be read", ticket=ticket.number)
        record_change(UNREADABLE, f"#{ticket.number}", by=None, at=at, after={"why": repr(trouble)})
        return
    for each in found:
        log.error(
            "a clock was kept wrong",
            ticket=ticket.number,
            column=each.name,
            kept=str(each.kept),
            read=str(each.read),
        )
