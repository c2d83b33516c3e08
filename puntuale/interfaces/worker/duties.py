"""What the worker does. A duty does one thing, if there is one to do, and says whether it did."""

from collections.abc import Collection
from contextlib import ExitStack
from datetime import datetime, timedelta

import structlog
from django.db import OperationalError, transaction

from puntuale.apps.jobs.leases import claim_several, take_back_expired
from puntuale.apps.jobs.timetable import not_due, start_if_due
from puntuale.apps.tickets.actions import mailboxes
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker.carrying_out import carry_out
from puntuale.interfaces.worker.keeping import KEPT
from puntuale.interfaces.worker.leasing import lease
from puntuale.interfaces.worker.timetable import TIMETABLE
from puntuale.interfaces.worker.together import MOST_TOGETHER, carry_out_together, groups

log = structlog.get_logger(__name__)

BAD_TICKET_RESTS = timedelta(hours=1)


def run_next_job(at: datetime, *, only: Collection[str] = (), never: Collection[str] = ()) -> bool:
    """Carry out the job that has been due for longest, of these kinds, and what goes with it."""
    jobs = claim_several(
        at, together=groups(), most=MOST_TOGETHER, only=only, never=never, lease=lease()
    )
    with ExitStack() as kept:
        for job in jobs:
            kept.enter_context(KEPT.keeping(job))
        if len(jobs) > 1:
            carry_out_together(jobs, at=at)
        elif jobs:
            carry_out(jobs[0], at=at)
    return bool(jobs)


def take_back_expired_jobs(at: datetime) -> bool:
    """Free the jobs of workers that have vanished."""
    freed = take_back_expired(at)
    if freed:
        log.warning("jobs of vanished workers are free again", jobs=freed)
    return bool(freed)


def wake_next_clock(at: datetime) -> bool:
    """Read the clocks of one request again whose next change has come.

    A request that cannot be read rests for an hour: one bad agreement must not stop the others.
    """
    due = Ticket.objects.filter(clock_wakes_at__lte=at).order_by("clock_wakes_at")
    if not due.exists():
        return False
    with transaction.atomic():
        ticket = due.select_for_update(skip_locked=True).first()
        if ticket is not None:
            _wake(ticket, at)
            _let_rest(ticket, at)
    return ticket is not None


def _wake(ticket: Ticket, at: datetime) -> None:
    try:
        with transaction.atomic():
            wake(ticket, at=at)
    except OperationalError:
        raise
    except Exception:
        log.exception("the clocks of a request cannot be read", ticket=ticket.number)


def _let_rest(ticket: Ticket, at: datetime) -> None:
    # Still due after it was read: it would be read again and again.
    still_due = Ticket.objects.filter(pk=ticket.pk, clock_wakes_at__lte=at)
    if still_due.update(clock_wakes_at=at + BAD_TICKET_RESTS):
        log.warning("a request rests for an hour", ticket=ticket.number)


def tell_of_next_mailbox(at: datetime) -> bool:
    """Tell the administrators of a mailbox that stopped, or works again."""
    return mailboxes.tell_of_next_mailbox(at=at)


def start_next_timetable_entry(at: datetime) -> bool:
    """Leave the job of the first timetable entry whose time has come."""
    later = not_due(at)
    due = (entry for entry in TIMETABLE if entry.name not in later)
    return any(start_if_due(entry.name, at=at, next_at=entry.next_after(at)) for entry in due)
