"""Work and what it costs in one step: recorded, corrected or withdrawn, and rated at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.charges.rating import rate
from puntuale.apps.charges.reserving import reserve_work
from puntuale.apps.charges.starting import check_accepted, check_start
from puntuale.apps.charges.stopping import keep_to_accepted
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.actions import entering, timing
from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.checking import surviving
from puntuale.apps.work.models import Kind, TimeEntry, Timing


@retried
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
    """Let the timer of `by` run, where work may begin; what it will use up is reserved.

    Raises:
        EstimateMissing, EffortUsedUp, PrepaidMissing: something has to come first, unless nobody
            pays for it.
        TimerRuns, TooLate: as `timing.start_timer`.
    """
    ticket = locked(surviving(ticket))
    if by.is_of_vendor and not free_because.strip():
        check_start(ticket, at=at)
    started = timing.start_timer(
        ticket, by=by, at=at, kind=kind, free_because=free_because, instead=instead
    )
    reserve_work(ticket, at=at)
    keep_to_accepted(ticket, at=at)
    return started


@retried
@transaction.atomic
def enter_work(
    ticket: Ticket, work: Work, *, worker: User, by: User, at: datetime, split: bool = False
) -> list[TimeEntry]:
    """Record work and rate its request; `split` leaves out what was spent on something else.

    Raises:
        EstimateMissing, EffortUsedUp: it would be charged, and nobody has said yes to it; else as
            `entering.enter`.
    """
    ticket = locked(surviving(ticket))
    _check(ticket, work, worker, at=at)
    if split:
        made = entering.enter_split(ticket, work, worker=worker, by=by, at=at)
    else:
        made = [entering.enter(ticket, work, worker=worker, by=by, at=at)]
    _rated(ticket, at=at)
    return made


@retried
@transaction.atomic
def enter_measured(
    measured: Timing, work: Work, *, by: User, at: datetime, split: bool = False
) -> list[TimeEntry]:
    """Record what a timer, a call or a session proposed, as it was put right, and rate it.

    Raises:
        EstimateMissing, EffortUsedUp: as `enter_work`; else as `timing.enter_proposed`.
    """
    ticket = locked(surviving(measured.ticket))
    _check(ticket, work, measured.worker, at=at, instead=measured)
    made = timing.enter_proposed(measured, work, by=by, at=at, split=split)
    _rated(ticket, at=at)
    return made


@retried
@transaction.atomic
def correct_work(
    entry: TimeEntry, work: Work, *, because: str, by: User, at: datetime
) -> TimeEntry:
    """Put an entry right and rate its request again.

    Raises:
        EstimateMissing, EffortUsedUp: as `enter_work`; else as `entering.correct`.
    """
    _check(locked(entry.ticket), work, entry.worker, at=at, instead=entry)
    made = entering.correct(entry, work, because=because, by=by, at=at)
    _rated(entry.ticket, at=at)
    return made


@retried
@transaction.atomic
def withdraw_work(entry: TimeEntry, *, because: str, by: User, at: datetime) -> None:
    """Take an entry back and rate its request again; raises what `entering.withdraw` does."""
    entering.withdraw(entry, because=because, by=by, at=at)
    _rated(entry.ticket, at=at)


@retried
@transaction.atomic
def drop_measured(measured: Timing, *, at: datetime) -> None:
    """Forget what was measured; what it had reserved is free again."""
    timing.drop(measured)
    reserve_work(measured.ticket, at=at)


def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """What the worker does when something changed that decides a charge: `ticket_id`."""
    _rated(Ticket.objects.get(pk=payload["ticket_id"]), at=at)


def _rated(ticket: Ticket, *, at: datetime) -> None:
    """Rate it, and hold again what it counts on: a new charge lets go of everything."""
    rate(ticket, at=at)
    reserve_work(ticket, at=at)
    keep_to_accepted(ticket, at=at)


def _check(
    ticket: Ticket,
    work: Work,
    worker: User,
    *,
    at: datetime,
    instead: TimeEntry | Timing | None = None,
) -> None:
    """Of our own work: what a partner's people do is charged by the partner."""
    if not worker.is_of_vendor or work.free_because.strip():
        return
    if work.started_at < work.ended_at:
        check_accepted(ticket, work.started_at, work.ended_at, at=at, instead=instead)
