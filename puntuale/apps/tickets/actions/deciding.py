"""What the desk decides about a request: charge, class, acceptance, end, beginning again."""

from datetime import datetime
from typing import Literal

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.declining import Topic, declines
from puntuale.apps.customers.models import Contact
from puntuale.apps.ledger.holding import let_go
from puntuale.apps.ledger.references import held_for_estimate
from puntuale.apps.tickets.actions.appending import append, locked, locked_open
from puntuale.apps.tickets.actions.effects import rate_again, tell_customer
from puntuale.apps.tickets.actions.entitling import decide
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_every_wait
from puntuale.apps.tickets.errors import AlreadyTaken, FinalForCustomers, NotClosed, UnknownClass
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.promises import cause_of, classes_of

Cause = Literal["correction", "evolution"]


@transaction.atomic
def take_charge(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Accept the request and tell the customer, which meets the promise of a first reply.

    Raises:
        AlreadyTaken: nothing was changed.
    """
    ticket = locked_open(ticket)
    if ticket.taken_at is not None:
        raise AlreadyTaken
    append(ticket, TicketEvent.Kind.TAKEN, at=at, by=by)
    ticket.taken_at = at
    ticket.assignee = ticket.assignee or by
    if ticket.state == Ticket.State.NEW:
        ticket.state = Ticket.State.IN_PROGRESS
    refresh(ticket, at=at)
    tell_customer(ticket, "accepted", at=at)


@transaction.atomic
def classify(
    ticket: Ticket,
    *,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    cause: Cause,
    reason: str = "",
    by: User,
    at: datetime,
) -> None:
    """Set type and severity; another type lets the agreement be decided again.

    `evolution`: it got worse or better. `correction`: the first assessment was wrong; so is the
    first classification, and every change of type.

    Raises:
        UnknownClass: the request's agreement does not name it.
    """
    ticket = locked_open(ticket)
    classes = classes_of(ticket)
    if not classes.allows(type=type, severity=severity):
        raise UnknownClass
    before = {"type": ticket.type, "severity": ticket.severity, "level": ticket.level}
    after = {"type": type, "severity": severity, "level": ticket.level}
    if ticket.classified_at is not None and before == after:
        return
    cause = cause_of(ticket, type=type, cause=cause).value
    ticket.type, ticket.severity = type, severity
    ticket.classified_at = ticket.classified_at or at
    ticket.is_restricted = ticket.is_restricted or classes.is_restricted(type)
    append(
        ticket,
        TicketEvent.Kind.SEVERITY_CHANGED
        if before["type"] == type and before["severity"]
        else TicketEvent.Kind.CLASSIFIED,
        at=at,
        by=by,
        before=before,
        after=after,
        cause=cause,
        reason=reason,
    )
    if before["type"] != type:
        decide(ticket, at=at, by=by)
    refresh(ticket, at=at)
    rate_again(ticket, at=at)


@transaction.atomic
def resolve(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Say that the request is solved; the customer is told and may open it again."""
    ticket = locked_open(ticket)
    if ticket.resolved_at is not None:
        return
    end_every_wait(ticket, at=at, by=by)
    append(ticket, TicketEvent.Kind.RESOLVED, at=at, by=by)
    ticket.resolved_at = ticket.waiting_since = at
    ticket.state = Ticket.State.RESOLVED
    refresh(ticket, at=at)
    let_go(held_for_estimate(ticket.pk), at=at)
    tell_customer(ticket, "resolved", at=at)


@transaction.atomic
def close_ticket(
    ticket: Ticket, *, by: User | Contact | None, at: datetime, because: str = ""
) -> None:
    """End the request; by nobody where silence ended it.

    Raises:
        AlreadyClosed: nothing was changed.
    """
    ticket = locked_open(ticket)
    if ticket.resolved_at is None:
        if by is not None:
            end_every_wait(ticket, at=at, by=by)
        append(ticket, TicketEvent.Kind.RESOLVED, at=at, by=by)
        ticket.resolved_at = at
    append(ticket, TicketEvent.Kind.CLOSED, at=at, by=by, because=because)
    ticket.closed_at, ticket.state, ticket.waiting_since = at, Ticket.State.CLOSED, None
    refresh(ticket, at=at)
    let_go(held_for_estimate(ticket.pk), at=at)
    tell_customer(ticket, "closed", at=at)


@transaction.atomic
def reopen(ticket: Ticket, *, by: User | Contact, at: datetime, reason: str = "") -> None:
    """Begin again; the promise of a solution resumes with what was left of it.

    Raises:
        NotClosed: the request is open, or it was merged into another.
        FinalForCustomers: it was not accepted; only the vendor takes that back.
    """
    ticket = locked(ticket)
    ended = ticket.resolved_at is not None or not ticket.is_open
    if not ended or ticket.state == Ticket.State.MERGED:
        raise NotClosed
    if ticket.state in Ticket.FINAL:
        if isinstance(by, Contact):
            raise FinalForCustomers
        ticket.type = _type_before_it_ended(ticket)
    append(ticket, TicketEvent.Kind.REOPENED, at=at, by=by, reason=reason)
    ticket.resolved_at = ticket.closed_at = ticket.waiting_since = None
    ticket.state = Ticket.State.IN_PROGRESS
    refresh(ticket, at=at)
    rate_again(ticket, at=at)


@transaction.atomic
def take_back_closing(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Let a request that was closed by mistake be solved as before; no promise runs again.

    Raises:
        NotClosed: it is open, or it was not solved.
    """
    ticket = locked(ticket)
    if ticket.state != Ticket.State.CLOSED:
        raise NotClosed
    append(ticket, TicketEvent.Kind.REOPENED, at=at, by=by, to=Ticket.State.RESOLVED)
    ticket.closed_at, ticket.state, ticket.waiting_since = None, Ticket.State.RESOLVED, at
    refresh(ticket, at=at)


@transaction.atomic
def remind(ticket: Ticket, *, at: datetime) -> None:
    """Remind a customer who has been silent for the stated time, once for each wait.

    Whoever declined reminders gets none; that one was due is noted all the same.
    """
    ticket = locked_open(ticket)
    if declines(ticket.contact, Topic.REMINDERS):
        append(ticket, TicketEvent.Kind.REMINDED, at=at, declined=True)
        ticket.save(update_fields=["last_activity_at"])
        return
    append(ticket, TicketEvent.Kind.REMINDED, at=at)
    ticket.save(update_fields=["last_activity_at"])
    waited = ticket.waiting_since.isoformat() if ticket.waiting_since else ""
    tell_customer(ticket, "reminder", at=at, key=f"reminder:{ticket.pk}:{waited}")


def _type_before_it_ended(ticket: Ticket) -> str:
    kinds = (TicketEvent.Kind.REJECTED, TicketEvent.Kind.DECLINED)
    ended = ticket.events.filter(kind__in=kinds).order_by("-sequence").first()
    return str(ended.data.get("before", ticket.type)) if ended else ticket.type
