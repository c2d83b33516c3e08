"""Recording work, putting it right, taking it back; the raw time is never rounded."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.checking import check_alone, check_length, check_request, surviving
from puntuale.apps.work.errors import (
    AlreadyWithdrawn,
    NothingFree,
    NotYours,
    WhyIsMissing,
    WorkedMeanwhile,
)
from puntuale.apps.work.models import Kind, RemoteSession, TimeEntry


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """From when to when, how, and why nobody pays for it or why it is so long, where that is so."""

    started_at: datetime
    ended_at: datetime
    kind: Kind = Kind.WORK
    free_because: str = ""
    confirmed_because: str = ""
    session: RemoteSession | None = None


@transaction.atomic
def enter(ticket: Ticket, work: Work, *, worker: User, by: User, at: datetime) -> TimeEntry:
    """Record `work`; on a merged request it goes to the one that goes on.

    Raises:
        EmptyOrNegative, ReasonNeeded, InTheFuture: its hours are not right.
        TooLate: the request has been closed for long.
        WorkedMeanwhile: `worker` did something else then.
    """
    check_length(work.started_at, work.ended_at, because=work.confirmed_because, at=at)
    ticket = surviving(ticket)
    check_request(ticket, by=by, at=at)
    _one_at_a_time(worker)
    check_alone(worker, work.started_at, work.ended_at)
    return _made(ticket, work, worker=worker, by=by, at=at)


@transaction.atomic
def enter_split(
    ticket: Ticket, work: Work, *, worker: User, by: User, at: datetime
) -> list[TimeEntry]:
    """Record what of `work` is free beside other work of `worker`: the explicit split of a parallel.

    Raises:
        NothingFree: nothing is left of it; else what `enter` raises for the hours and the request.
    """
    try:
        return [enter(ticket, work, worker=worker, by=by, at=at)]
    except WorkedMeanwhile as meanwhile:
        free = meanwhile.free
    if not free:
        raise NothingFree
    ticket = surviving(ticket)
    return [_made(ticket, work, worker=worker, by=by, at=at, part=part) for part in free]


@transaction.atomic
def correct(entry: TimeEntry, work: Work, *, because: str, by: User, at: datetime) -> TimeEntry:
    """Replace `entry` by how it really was; both stay, with the reason.

    Raises:
        AlreadyWithdrawn: somebody did so before.
        NotYours: it is another's, and `by` is not a manager.
        WhyIsMissing: nobody said why; else what `enter` raises.
    """
    check_length(work.started_at, work.ended_at, because=work.confirmed_because, at=at)
    worker = entry.worker
    _one_at_a_time(worker)
    entry = _takeable(entry, because=because, by=by)
    check_request(entry.ticket, by=by, at=at)
    check_alone(worker, work.started_at, work.ended_at, but=entry)
    _take_back(entry, because=because, by=by, at=at)
    return _made(entry.ticket, work, worker=worker, by=by, at=at, replaces=entry)


@transaction.atomic
def withdraw(entry: TimeEntry, *, because: str, by: User, at: datetime) -> None:
    """Say that `entry` was wrong altogether; it stays, with the reason, and does not count.

    Raises:
        AlreadyWithdrawn, NotYours, WhyIsMissing: as for a correction.
        TooLate: the request has been closed for long.
    """
    _one_at_a_time(entry.worker)
    entry = _takeable(entry, because=because, by=by)
    check_request(entry.ticket, by=by, at=at)
    _take_back(entry, because=because, by=by, at=at)


def _one_at_a_time(worker: User) -> None:
    """Whoever records work of one person waits for whoever else does."""
    User.objects.select_for_update().get(pk=worker.pk)


def _takeable(entry: TimeEntry, *, because: str, by: User) -> TimeEntry:
    entry = TimeEntry.objects.select_related("ticket", "worker").get(pk=entry.pk)
    if entry.withdrawn_at is not None:
        raise AlreadyWithdrawn
    if entry.worker != by and not by.can(Ability.CORRECT_WORK):
        raise NotYours
    if not because.strip():
        raise WhyIsMissing
    return entry


def _take_back(entry: TimeEntry, *, because: str, by: User, at: datetime) -> None:
    entry.withdrawn_at, entry.withdrawn_by = at, by
    entry.withdrawn_because = because.strip()
    entry.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])


def _made(
    ticket: Ticket,
    work: Work,
    *,
    worker: User,
    by: User,
    at: datetime,
    replaces: TimeEntry | None = None,
    part: tuple[datetime, datetime] | None = None,
) -> TimeEntry:
    started_at, ended_at = part or (work.started_at, work.ended_at)
    return TimeEntry.objects.create(
        ticket=ticket,
        worker=worker,
        partner=replaces.partner if replaces else partner_of(worker),
        started_at=started_at,
        ended_at=ended_at,
        kind=work.kind,
        session=work.session,
        free_because=work.free_because.strip(),
        confirmed_because=work.confirmed_because.strip(),
        entered_at=at,
        entered_by=by,
        replaces=replaces,
    )
