"""Not taking a request on: a step with a reason, final unless the vendor opens it again."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import rate_again, tell_customer
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import UnknownReason
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.refusals import (
    DECLINED,
    ends_by_the_customer,
    reasons_for,
    type_when_declined,
)


@transaction.atomic
def reject(ticket: Ticket, *, reason: str, text: str = "", by: User, at: datetime) -> None:
    """End the request with one of its agreement's reasons; the customer is told which.

    A reason that is a type of the agreement becomes the type of the request. Where the type says
    that the customer did not accept the intervention, the request is declined, not rejected.

    Args:
        reason: one of `reasons_for(ticket)`.
        text:   what is said besides, to the customer.

    Raises:
        UnknownReason: the agreement has no such reason.
    """
    ticket = locked_open(ticket)
    reasons = reasons_for(ticket)
    if reason not in reasons:
        raise UnknownReason
    is_declined = ends_by_the_customer(ticket, reason)
    kind = TicketEvent.Kind.DECLINED if is_declined else TicketEvent.Kind.REJECTED
    _end(ticket, kind, reason, text, becomes=reason if reasons[reason] else "", by=by, at=at)


def end_declined(ticket: Ticket, *, text: str, by: User | Contact, at: datetime) -> None:
    """End a locked, open request because its customer did not accept what it would cost.

    Where the agreement names a type for such requests, it becomes that of the request.
    """
    becomes = type_when_declined(ticket)
    kind = TicketEvent.Kind.DECLINED
    _end(ticket, kind, becomes or DECLINED, text, becomes=becomes, by=by, at=at)


def _end(
    ticket: Ticket,
    kind: TicketEvent.Kind,
    reason: str,
    text: str,
    *,
    becomes: str,
    by: User | Contact,
    at: datetime,
) -> None:
    is_declined = kind == TicketEvent.Kind.DECLINED
    before = ticket.type
    ticket.type = becomes or before
    append(ticket, kind, at=at, by=by, reason=reason, text=text.strip(), before=before)
    ticket.closed_at, ticket.waiting_since = at, None
    ticket.state = Ticket.State.DECLINED if is_declined else Ticket.State.REJECTED
    refresh(ticket, at=at)
    rate_again(ticket, at=at)
    tell_customer(ticket, "declined" if is_declined else "refused", at=at)
