"""What customers say on their requests; of several at once each about another request."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.queries import InForce
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.actions.appending import append, append_each, locked, locked_each
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.actions.participants import join_by_address
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.actions.waiting import end_wait
from puntuale.apps.tickets.errors import NothingSaid
from puntuale.apps.tickets.files import give_files
from puntuale.apps.tickets.models import Attachment, Message, Notice, Ticket, TicketEvent
from puntuale.apps.tickets.search.indexing import index_each


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The words of a customer, not yet kept."""

    ticket: Ticket
    contact: Contact
    text: str
    html: str = ""
    cut_text: str = ""
    files: Sequence[Attachment] = ()
    cc: Sequence[str] = ()
    inbound: InboundMail | None = None
    idempotency_key: uuid.UUID | None = None


@transaction.atomic
def customers_write(
    written: Sequence[Written], *, at: datetime, in_force: InForce | None = None
) -> list[Message]:
    """Keep what was said, each on another request: a wait for it ends, a resolved or closed one
    opens again.

    Words on a merged request go to the one it was merged into. One that was not accepted stays
    so: whoever refused it reads the words and decides. `in_force` is what clocks are read by, where
    the caller has read it for more than these.

    Raises:
        NothingSaid: one has neither words nor files; nothing is kept of any.
    """
    if not all(each.text.strip() or each.files for each in written):
        raise NothingSaid
    tickets = [_surviving(ticket) for ticket in locked_each([each.ticket for each in written])]
    said = list(zip(tickets, written, strict=True))
    messages = Message.objects.bulk_create(_message(ticket, each, at=at) for ticket, each in said)
    wrote = [
        (ticket, each.contact, {"message": message.pk})
        for (ticket, each), message in zip(said, messages, strict=True)
    ]
    append_each(TicketEvent.Kind.CUSTOMER_WROTE, wrote, at=at)
    resting = []
    for (ticket, each), message in zip(said, messages, strict=True):
        give_files(each.files, message)
        for address in each.cc:
            join_by_address(ticket, address, at=at)
        ticket.last_customer_activity_at = at
        if _goes_on(ticket, by=each.contact, at=at):
            refresh(ticket, at=at, in_force=in_force)
        else:
            resting.append(ticket.pk)
    _note_activity(resting, at=at)
    index_each(tickets)
    for ticket, message in zip(tickets, messages, strict=True):
        for reader in _readers(ticket):
            notify(reader, ticket, Notice.Kind.CUSTOMER_WROTE, at=at, about=str(message.pk))
    return messages


def _message(ticket: Ticket, written: Written, *, at: datetime) -> Message:
    return Message(
        ticket=ticket,
        kind=Message.Kind.CUSTOMER,
        by_contact=written.contact,
        written_at=at,
        language=ticket.language,
        text=written.text,
        cut_text=written.cut_text,
        html=written.html,
        cc=list(written.cc),
        inbound=written.inbound,
        idempotency_key=written.idempotency_key,
    )


def _note_activity(tickets: Sequence[int], *, at: datetime) -> None:
    """Words alone move no clock; and activity never steps back (readings R-22)."""
    if tickets:
        latest = Greatest("last_activity_at", Value(at))
        rows = Ticket.objects.filter(pk__in=tickets)
        rows.update(last_customer_activity_at=at, last_activity_at=latest)


def _goes_on(ticket: Ticket, *, by: Contact, at: datetime) -> bool:
    """Let work go on that had ended or waited for the customer; whether it had."""
    if ticket.state not in Ticket.FINAL and (ticket.resolved_at or not ticket.is_open):
        append(ticket, TicketEvent.Kind.REOPENED, at=at, by=by)
        ticket.resolved_at = ticket.closed_at = None
        ticket.state = Ticket.State.IN_PROGRESS
    elif ticket.state == Ticket.State.WAITING_CUSTOMER:
        end_wait(ticket, at=at, by=by)
    else:
        return False
    return True


def _readers(ticket: Ticket) -> list[User | None]:
    """Who is told that the customer wrote: of what nobody works on, whoever can take it back."""
    if ticket.assignee is not None or ticket.state not in Ticket.FINAL:
        return [ticket.assignee]
    kinds = (TicketEvent.Kind.REJECTED, TicketEvent.Kind.DECLINED)
    ended = ticket.events.filter(kind__in=kinds).order_by("-sequence").first()
    if ended is not None and ended.by_user is not None:
        return [ended.by_user]
    return list(User.objects.filter(role=Role.MANAGER, is_active=True))


def _surviving(ticket: Ticket) -> Ticket:
    while ticket.merged_into is not None:
        ticket = locked(ticket.merged_into)
    return ticket
