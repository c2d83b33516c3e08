"""What is said on a request: the customer's words, the desk's answers, notes."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.partners.queries import partner_of
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.actions.appending import append, locked, locked_open
from puntuale.apps.tickets.actions.effects import tell_customer
from puntuale.apps.tickets.actions.hearing import Written, customers_write
from puntuale.apps.tickets.actions.participants import join_by_address
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_every_wait, pause
from puntuale.apps.tickets.errors import NothingSaid
from puntuale.apps.tickets.files import give_files
from puntuale.apps.tickets.models import Attachment, Draft, Message, Ticket, TicketEvent
from puntuale.apps.tickets.search.indexing import index

Then = Literal["keep", "wait", "resolve"]


@transaction.atomic
def customer_writes(
    ticket: Ticket,
    *,
    contact: Contact,
    text: str,
    at: datetime,
    html: str = "",
    cut_text: str = "",
    files: Sequence[Attachment] = (),
    cc: Sequence[str] = (),
    inbound: InboundMail | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Message:
    """Keep the customer's words, as `customers_write` does; the same key keeps them once.

    Raises:
        NothingSaid: neither words nor files.
    """
    if idempotency_key is not None:
        # Locked first: the same form sent twice at the same instant waits here for the other.
        locked(ticket)
        if before := Message.objects.filter(idempotency_key=idempotency_key).first():
            return before
    written = Written(
        ticket=ticket,
        contact=contact,
        text=text,
        html=html,
        cut_text=cut_text,
        files=files,
        cc=cc,
        inbound=inbound,
        idempotency_key=idempotency_key,
    )
    return customers_write([written], at=at)[0]


@transaction.atomic
def answer(
    ticket: Ticket,
    *,
    by: User,
    text: str,
    at: datetime,
    cc: Sequence[str] = (),
    files: Sequence[Attachment] = (),
    then: Then = "keep",
    language: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Message:
    """Send the desk's words to the customer; then go on, wait for their answer, or resolve.

    Raises:
        AlreadyClosed: the request must be reopened first.
        NothingSaid: neither words nor files.
    """
    ticket = locked_open(ticket)
    message, is_new = _say(
        ticket,
        Message.Kind.AGENT,
        text,
        files,
        idempotency_key,
        by_user=by,
        written_at=at,
        language=language or ticket.language,
        cc=list(cc),
    )
    if not is_new:
        return message
    append(ticket, TicketEvent.Kind.ANSWERED, at=at, by=by, message=message.pk)
    for address in cc:
        join_by_address(ticket, address, at=at)
    _go_on(ticket, then, message, by=by, at=at)
    refresh(ticket, at=at)
    Draft.objects.filter(ticket=ticket, user=by, kind=Message.Kind.AGENT).delete()
    index(ticket)
    return message


@transaction.atomic
def note(
    ticket: Ticket,
    *,
    by: User,
    text: str,
    at: datetime,
    files: Sequence[Attachment] = (),
    idempotency_key: uuid.UUID | None = None,
) -> Message:
    """Keep words that only the side of `by` ever sees, also on a closed request.

    Raises:
        NothingSaid: neither words nor files.
    """
    ticket = locked(ticket)
    message, is_new = _say(
        ticket,
        Message.Kind.NOTE,
        text,
        files,
        idempotency_key,
        by_user=by,
        partner=partner_of(by),
        written_at=at,
    )
    if is_new:
        append(ticket, TicketEvent.Kind.NOTED, at=at, by=by, message=message.pk)
        ticket.save(update_fields=["last_activity_at"])
        Draft.objects.filter(ticket=ticket, user=by, kind=Message.Kind.NOTE).delete()
        index(ticket)
    return message


def _go_on(ticket: Ticket, then: Then, message: Message, *, by: User, at: datetime) -> None:
    if ticket.assignee_id is None:
        ticket.assignee = by
    ticket.taken_at = ticket.taken_at or at
    if then == "wait":
        pause(ticket, Ticket.State.WAITING_CUSTOMER, by=by, at=at)
        tell_customer(ticket, "clarification", at=at, message=message)
    elif then == "resolve":
        end_every_wait(ticket, at=at, by=by)
        append(ticket, TicketEvent.Kind.RESOLVED, at=at, by=by)
        ticket.resolved_at, ticket.state = at, Ticket.State.RESOLVED
        ticket.waiting_since = at
        tell_customer(ticket, "resolved", at=at, message=message)
    else:
        if ticket.state == Ticket.State.NEW:
            ticket.state = Ticket.State.IN_PROGRESS
        tell_customer(ticket, "answer", at=at, message=message)


def _say(
    ticket: Ticket,
    kind: Message.Kind,
    text: str,
    files: Sequence[Attachment],
    key: uuid.UUID | None,
    **facts: Any,
) -> tuple[Message, bool]:
    if key is not None and (before := Message.objects.filter(idempotency_key=key).first()):
        return before, False
    if not text.strip() and not files:
        raise NothingSaid
    message = Message.objects.create(
        ticket=ticket, kind=kind, text=text, idempotency_key=key, **facts
    )
    give_files(files, message)
    return message, True
