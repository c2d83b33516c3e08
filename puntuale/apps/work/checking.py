"""Whether work can be recorded as it is told: its length, its request, and what was done meanwhile."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.errors import (
    EmptyOrNegative,
    InTheFuture,
    Part,
    ReasonNeeded,
    TooLate,
    WorkedMeanwhile,
)
from puntuale.apps.work.models import TimeEntry
from puntuale.apps.work.queries import entries_during

AT_A_STRETCH = timedelta(hours=16)
AHEAD = timedelta(minutes=5)
AFTER_CLOSING = timedelta(days=7)


def surviving(ticket: Ticket) -> Ticket:
    """The request that goes on where `ticket` was merged into another, else itself."""
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket


def check_request(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Raises TooLate: it has been closed for seven days, and `by` is not a manager."""
    if ticket.closed_at is None or at <= ticket.closed_at + AFTER_CLOSING:
        return
    if not by.can(Ability.CORRECT_WORK):
        raise TooLate


def check_length(started_at: datetime, ended_at: datetime, *, because: str, at: datetime) -> None:
    """Refuse what does not go forward, and ask for a reason where a timer was forgotten.

    Raises:
        EmptyOrNegative: it ends when it starts, or before.
        ReasonNeeded: it is longer than 16 hours, without a reason.
        InTheFuture: it ends more than five minutes ahead, without a reason.
    """
    if ended_at <= started_at:
        raise EmptyOrNegative
    if because.strip():
        return
    if ended_at - started_at > AT_A_STRETCH:
        raise ReasonNeeded
    if ended_at > at + AHEAD:
        raise InTheFuture


def check_alone(
    worker: User, started_at: datetime, ended_at: datetime, *, but: TimeEntry | None = None
) -> None:
    """Raises WorkedMeanwhile: `worker` did something else then; `but` is being corrected."""
    others = entries_during(worker, started_at, ended_at)
    if but is not None:
        others = others.exclude(pk=but.pk)
    found = list(others.select_related("ticket"))
    if found:
        raise WorkedMeanwhile(found[0], free_parts(started_at, ended_at, found))


def free_parts(start: datetime, end: datetime, others: Iterable[TimeEntry]) -> list[Part]:
    """What is left from `start` to `end` beside `others`, which are in their order."""
    free = []
    for other in others:
        if start < other.started_at:
            free.append((start, other.started_at))
        start = max(start, other.ended_at)
    if start < end:
        free.append((start, end))
    return free
