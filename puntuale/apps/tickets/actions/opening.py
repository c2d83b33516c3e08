"""A request begins: whichever door it came in by."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.queries import Decision, InForce
from puntuale.apps.catalogue.models import Product
from puntuale.apps.catalogue.queries import licence_with
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.post.models import InboundMail
from puntuale.apps.tickets.actions.appending import event_on
from puntuale.apps.tickets.actions.effects import tell_customers
from puntuale.apps.tickets.actions.participants import join_by_address
from puntuale.apps.tickets.actions.refreshing import show
from puntuale.apps.tickets.caches import clocks_shown
from puntuale.apps.tickets.errors import NothingSaid
from puntuale.apps.tickets.files import give_files
from puntuale.apps.tickets.models import Attachment, Message, Ticket, TicketClock, TicketEvent
from puntuale.apps.tickets.numbers import next_numbers
from puntuale.apps.tickets.promises import readings_of
from puntuale.apps.tickets.search.indexing import index_opened
from puntuale.apps.tickets.supposing import decision_for, is_classified_by_its_customer, under


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
    # By whoever may become a customer, and the partner they would like to hear from.
    is_prospect: bool = False
    handed_to: Organisation | None = None
    # Machines get no automatic mail.
    tell: bool = True
    # A vulnerability that somebody reports: seen by its group from the first, and never refused.
    is_restricted: bool = False


@transaction.atomic
def open_ticket(request: NewRequest, *, at: datetime) -> Ticket:
    """Open the request, decide its agreement and promises, and tell the customer.

    The same idempotency key opens one request: the second call returns the first one.

    Raises:
        NothingSaid: neither words nor files.
    """
    if request.idempotency_key is not None:
        before = Ticket.objects.filter(idempotency_key=request.idempotency_key).first()
        if before is not None:
            return before
    return open_tickets([request], at=at)[0]


@transaction.atomic
def open_tickets(
    requests: Sequence[NewRequest], *, at: datetime, in_force: InForce | None = None
) -> list[Ticket]:
    """Open several at once, numbered in their order, with hardly more statements than one takes.

    `in_force` is what they are decided by, where the caller has read it for more than these.

    Raises:
        NothingSaid: one of them has neither words nor files; none is opened.
    """
    if not requests:
        return []
    in_force = in_force or InForce()
    begun = [
        _begun(request, number, in_force, at=at)
        for request, number in zip(requests, next_numbers(len(requests)), strict=True)
    ]
    tickets = [each.ticket for each in begun]
    Ticket.objects.bulk_create(tickets)
    TicketEvent.objects.bulk_create(chain.from_iterable(each.history for each in begun))
    TicketClock.objects.bulk_create(chain.from_iterable(each.clocks for each in begun))
    messages = Message.objects.bulk_create(_first_message(each, at=at) for each in begun)
    for each, message in zip(begun, messages, strict=True):
        give_files(each.request.files, message)
        for address in each.request.cc:
            join_by_address(each.ticket, address, at=at)
    index_opened([(each.ticket, each.said) for each in begun])
    for mail in ("received", "refused"):
        tell_customers([each.ticket for each in begun if each.mail == mail], mail, at=at)
    return tickets


@dataclass(frozen=True, slots=True)
class _Begun:
    """A request with all that is known of it at once; nothing of it is kept yet."""

    request: NewRequest
    ticket: Ticket
    history: Sequence[TicketEvent]
    clocks: Sequence[TicketClock]

    @property
    def said(self) -> list[str]:
        return [self.request.text, *(file.name for file in self.request.files)]

    @property
    def mail(self) -> str:
        """What the customer is told, if anything."""
        if not self.request.tell:
            return ""
        return "refused" if self.ticket.state == Ticket.State.REJECTED else "received"


def _begun(request: NewRequest, number: int, in_force: InForce, *, at: datetime) -> _Begun:
    if not (request.subject.strip() or request.text.strip() or request.files):
        raise NothingSaid
    ticket = _new_ticket(request, number, at=at)
    decision = decision_for(ticket, in_force)
    history = _begin(ticket, request, decision, at=at)
    readings = readings_of(ticket, now=at, history=history, terms=decision.terms)
    show(ticket, readings, at=at)
    return _Begun(request, ticket, history, clocks_shown(ticket, readings))


def _begin(
    ticket: Ticket, request: NewRequest, decision: Decision, *, at: datetime
) -> list[TicketEvent]:
    """Let `ticket` (unsaved) run as decided; the history it begins with."""
    kind, by = TicketEvent.Kind, request.by or request.contact
    proposed: dict[str, Any] = {
        "channel": ticket.channel,
        "type": ticket.type,
        "severity": ticket.severity,
    }
    if request.shown:
        proposed["shown"] = dict(request.shown)
    history = [
        event_on(ticket, kind.SUBMITTED, sequence=1, at=ticket.submitted_at, by=by, **proposed),
        event_on(ticket, kind.ENTITLED, sequence=2, at=at, **decision.trace),
    ]
    if request.handed_to is not None:
        names = {"to": str(request.handed_to)}
        handed = event_on(ticket, kind.HANDED, sequence=3, at=at, by=request.contact, **names)
        history.append(handed)
    under(ticket, decision)
    if is_classified_by_its_customer(decision):
        ticket.classified_at = ticket.submitted_at
    if decision.refusal and not request.is_restricted:
        ticket.state, ticket.closed_at = Ticket.State.REJECTED, at
        sequence = len(history) + 1
        history.append(
            event_on(ticket, kind.REJECTED, sequence=sequence, at=at, reason=decision.refusal)
        )
    return history


def _new_ticket(request: NewRequest, number: int, *, at: datetime) -> Ticket:
    submitted_at = min(request.submitted_at or at, at)
    licence = licence_with(request.serial_number, request.contact.organisation)
    return Ticket(
        number=number,
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
        is_prospect=request.is_prospect,
        handed_to=request.handed_to,
        idempotency_key=request.idempotency_key,
        last_activity_at=at,
        last_customer_activity_at=at,
        is_restricted=request.is_restricted,
    )


def _first_message(begun: _Begun, *, at: datetime) -> Message:
    request = begun.request
    return Message(
        ticket=begun.ticket,
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


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "—")
