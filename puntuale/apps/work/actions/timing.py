"""The timer: one for each person, seen on every device; stopped, it proposes an entry."""

from datetime import datetime

from django.db import IntegrityError, transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions.entering import Work, enter, enter_split
from puntuale.apps.work.checking import check_request, surviving
from puntuale.apps.work.errors import NoTimer, TimerRuns
from puntuale.apps.work.models import Kind, RemoteSession, TimeEntry, Timing
from puntuale.apps.work.queries import running_timer


@transaction.atomic
def start_timer(
    ticket: Ticket,
    *,
    by: User,
    at: datetime,
    kind: Kind = Kind.WORK,
    free_because: str = "",
    instead: bool = False,
) -> Timing:
    """Let the timer of `by` run on `ticket`; on the same request again it runs on.

    `instead` stops the one that runs elsewhere, whose time is proposed there.

    Raises:
        TimerRuns: it runs on another request.
        TooLate: the request has been closed for long.
    """
    ticket = surviving(ticket)
    check_request(ticket, by=by, at=at)
    running = running_timer(by)
    if running is not None and running.ticket_id == ticket.pk:
        return running
    if running is not None:
        if not instead:
            raise TimerRuns(running)
        stop_timer(running, at=at)
    try:
        with transaction.atomic():
            return Timing.objects.create(
                worker=by,
                ticket=ticket,
                kind=kind,
                started_at=at,
                free_because=free_because.strip(),
            )
    except IntegrityError:  # started on another device at this moment
        started = running_timer(by)
        if started is None:
            raise
        if started.ticket_id != ticket.pk:
            raise TimerRuns(started) from None
        return started


@transaction.atomic
def stop_timer(timing: Timing, *, at: datetime) -> None:
    """Let it stand: what it measured is proposed as an entry until it is entered or dropped.

    Raises:
        NoTimer: it does not run any more.
    """
    running = Timing.objects.filter(pk=timing.pk, ended_at=None)
    if not running.update(ended_at=max(at, timing.started_at)):
        raise NoTimer


def propose(
    ticket: Ticket,
    *,
    worker: User,
    kind: Kind,
    started_at: datetime,
    ended_at: datetime,
    session: RemoteSession | None = None,
) -> Timing | None:
    """Propose time that something else measured, as an answered call or a remote session.

    A session proposes once; None where nothing was measured.
    """
    if ended_at <= started_at:
        return None
    facts = {
        "worker": worker,
        "ticket": surviving(ticket),
        "kind": kind,
        "started_at": started_at,
        "ended_at": ended_at,
    }
    if session is None:
        return Timing.objects.create(**facts)
    return Timing.objects.get_or_create(session=session, defaults=facts)[0]


@transaction.atomic
def enter_proposed(
    timing: Timing, work: Work, *, by: User, at: datetime, split: bool = False
) -> list[TimeEntry]:
    """Record what was measured, as it was put right on the way; the proposal is gone.

    Raises:
        NoTimer: it was entered or dropped before; else what `enter` raises.
    """
    proposed = _taken(timing)
    made = enter_split if split else _enter_one
    return made(proposed.ticket, work, worker=proposed.worker, by=by, at=at)


@transaction.atomic
def drop(timing: Timing) -> None:
    """Forget what was measured.

    Raises:
        NoTimer: it was entered or dropped before.
    """
    _taken(timing)


def _taken(timing: Timing) -> Timing:
    """The proposal, removed by this transaction alone."""
    found = Timing.objects.select_related("ticket", "worker").filter(pk=timing.pk).first()
    if found is None or not Timing.objects.filter(pk=timing.pk).delete()[0]:
        raise NoTimer
    return found


def _enter_one(
    ticket: Ticket, work: Work, *, worker: User, by: User, at: datetime
) -> list[TimeEntry]:
    return [enter(ticket, work, worker=worker, by=by, at=at)]
