"""A request begins: whichever door it came in by."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.catalogue.models import Product
from puntuale.apps.catalogue.queries import licence_with
from puntuale.apps.customers.models import Contact
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.actions.appending import append
from puntuale.apps.tickets.actions.effects import tell_customer
from puntuale.apps.tickets.actions.entitling import decide
from puntuale.apps.tickets.actions.participants import join_by_address
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import NothingSaid
from puntuale.apps.tickets.models import Attachment, Message, Ticket, TicketEvent
from puntuale.apps.tickets.numbers import next_number
from puntuale.apps.tickets.search.indexing import index
from puntuale.apps.tickets.supposing import is_classified_by_its_customer


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRequest:
    """What arrived, before anything was decided about it.

    `submitted_at` is when it reached us (a mail's receipt, never its Date header); without it, now.
    `type` and `severity` are what the customer proposed, empty where they said nothing.
    """

    contact: Contact
    subject: str
    text: str
    channel: Ticket.Channel
    language: str
    product: Product | None = None
    serial_number: str = ""
    type: str = ""
    severity: str = ""
    html: str = ""
    cut_text: str = ""
    files: Sequence[Attachment] = ()
    cc: Sequence[str] = ()
    inbound: InboundMail | None = None
    linked_to: Ticket | None = None
    idempotency_key: uuid.UUID | None = None
    submitted_at: datetime | None = None
    # The agent who writes it down for a customer.
    by: User | None = None
    # What the form promised when it was sent, as the customer saw it.
    shown: Mapping[str, Any] | None = None
    # Machines get no automatic mail.
    tell: bool = True


@transaction.atomic
def open_ticket(request: NewRequest, *, at: datetime) -> Ticket:
    """Open the request, decide its agreement and promises, and tell the customer.

    The same idempotency key opens one request: the second call returns the first one.

    Raises:
        NothingSaid: neither words nor files.
    """
    if not (request.subject.strip() or request.text.strip() or request.files):
        raise NothingSaid
    if request.idempotency_key is not None:
        before = Ticket.objects.filter(idempotency_key=request.idempotency_key).first()
        if before is not None:
            return before
    ticket = _new_ticket(request, at=at)
    _first_message(ticket, request, at=at)
    shown: dict[str, Any] = {"shown": dict(request.shown)} if request.shown else {}
    append(
        ticket,
        TicketEvent.Kind.SUBMITTED,
        at=ticket.submitted_at,
        by=request.by or request.contact,
        channel=ticket.channel,
        type=ticket.type,
        severity=ticket.severity,
        **shown,
    )
    decision = decide(ticket, at=at)
    refusal = decision.refusal
    if is_classified_by_its_customer(decision):
        ticket.classified_at = ticket.submitted_at
    for address in request.cc:
        join_by_address(ticket, address, at=at)
    if refusal:
        ticket.state, ticket.closed_at = Ticket.State.REJECTED, at
        append(ticket, TicketEvent.Kind.REJECTED, at=at, reason=refusal)
    refresh(ticket, at=at)
    index(ticket)
    if request.tell:
        tell_customer(ticket, "refused" if refusal else "received", at=at)
    return ticket


def _new_ticket(request: NewRequest, *, at: datetime) -> Ticket:
    submitted_at = min(request.submitted_at or at, at)
    licence = licence_with(request.serial_number, request.contact.organisation)
    return Ticket.objects.create(
        number=next_number(),
        subject=(request.subject.strip() or _first_line(request.text))[:300],
        organisation=request.contact.organisation,
        contact=request.contact,
        channel=request.channel,
        language=request.language,
        submitted_at=submitted_at,
        type=request.type,
        severity=request.severity,
        product=request.product or (licence.product if licence else None),
        licence=licence,
        serial_number=request.serial_number.strip()[:60],
        linked_to=request.linked_to,
        idempotency_key=request.idempotency_key,
        last_activity_at=at,
        last_customer_activity_at=at,
    )


def _first_message(ticket: Ticket, request: NewRequest, *, at: datetime) -> None:
    message = Message.objects.create(
        ticket=ticket,
        kind=Message.Kind.CUSTOMER,
        by_contact=request.contact,
        written_at=at,
        language=request.language,
        text=request.text,
        cut_text=request.cut_text,
        html=request.html,
        cc=list(request.cc),
        inbound=request.inbound,
    )
    for file in request.files:
        file.message, file.ticket = message, ticket
    Attachment.objects.bulk_update(request.files, ["message", "ticket"])


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "—")
