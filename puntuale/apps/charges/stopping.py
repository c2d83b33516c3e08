"""Work stops where the accepted effort ends: the customer decides again before it goes on."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.estimates.used import Room, warn_of_use
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.timing import stop_timer
from puntuale.apps.work.errors import NoTimer
from puntuale.apps.work.models import Timing
from puntuale.apps.work.queries import live_entries, timings_on

JOB = "charges.room"


@transaction.atomic
def keep_to_accepted(ticket: Ticket, *, at: datetime) -> None:
    """Tell the desk of each share that is reached; where all is used up, stop the timers.

    Until then come back at the instant at which they will have used it up. What they measured is
    proposed as it was, and never cut. Timers go on at a fixed price, and where nobody pays for the work.
    """
    ticket = locked(ticket)
    room, running = warn_of_use(ticket, at=at), _running(ticket)
    if room is None or not running or not room.ends_work:
        return
    if not room.is_used_up:
        _look_again(ticket, room, len(running), at=at)
    elif _costs(ticket, running, at):
        for timer in running:
            with suppress(NoTimer):  # its owner stopped it at this moment
                stop_timer(timer, at=at)


def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """What the worker does at that instant: `ticket_id`."""
    keep_to_accepted(Ticket.objects.get(pk=payload["ticket_id"]), at=at)


def _running(ticket: Ticket) -> list[Timing]:
    """The timers on it whose work would be charged."""
    timers = timings_on(ticket)
    return [each for each in timers if each.is_running and each.is_billable and each.is_ours]


def _look_again(ticket: Ticket, room: Room, timers: int, *, at: datetime) -> None:
    # Without a lane: the jobs of a lane wait for those before them, and this one for its instant.
    ends_at = at + room.left / timers
    key = f"{JOB}:{ticket.pk}:{ends_at.isoformat()}"
    enqueue(JOB, {"ticket_id": ticket.pk}, at=at, run_at=ends_at, key=key)


def _costs(ticket: Ticket, running: Sequence[Timing], at: datetime) -> bool:
    measured = ((each.started_at, at) for each in running if each.started_at < at)
    found = supposed_charge(ticket, live_entries(ticket), *measured)
    return found is not None and found.costs
