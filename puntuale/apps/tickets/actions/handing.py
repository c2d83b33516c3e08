"""Enquiries are handed to partners and back; and what a customer does whose partner is not reached."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.partners.queries import people_of
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import notify, rate_again
from puntuale.apps.tickets.actions.entitling import decide
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import (
    NotAnEnquiry,
    NothingChanged,
    NotWithPartner,
    NoWayPast,
    ReasonMissing,
)
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent


@transaction.atomic
def hand_to(
    ticket: Ticket, partner: Organisation | None, *, reason: str = "", by: User, at: datetime
) -> None:
    """Let `partner` see to an enquiry, or nobody but us; what was promised goes on counting.

    Raises:
        NotAnEnquiry:   it is a customer's request.
        NothingChanged: it is theirs already.
        ReasonMissing:  a partner gives it back and does not say why.
    """
    ticket = locked_open(ticket)
    if not ticket.is_prospect:
        raise NotAnEnquiry
    if ticket.handed_to == partner:
        raise NothingChanged
    if not by.is_of_vendor and not reason.strip():
        raise ReasonMissing
    names = {"before": str(ticket.handed_to or ""), "to": str(partner or "")}
    append(ticket, TicketEvent.Kind.HANDED, at=at, by=by, reason=reason.strip(), **names)
    ticket.handed_to, ticket.assignee, ticket.team = partner, None, None
    refresh(ticket, at=at)
    tell_partner(ticket, at=at)


def tell_partner(ticket: Ticket, *, at: datetime) -> None:
    """Let everybody of the partner know of an enquiry that is theirs now."""
    if ticket.handed_to is not None:
        for person in people_of([ticket.handed_to]):
            about = f"handed{ticket.handed_to_id}"
            notify(person, ticket, Notice.Kind.ASSIGNED, at=at, about=about)


@transaction.atomic
def go_past_partner(ticket: Ticket, *, by: Contact, at: datetime) -> None:
    """The partner was not reached: from now on it is ours, under what covers the customer besides.

    The agreement is decided again, and promises are judged from the beginning.

    Raises:
        NotWithPartner: it is ours already.
        NoWayPast:      nothing else covers it.
    """
    ticket = locked_open(ticket)
    if ticket.owner_side != Ticket.Side.PARTNER or ticket.handed_to_id is not None:
        raise NotWithPartner
    append(ticket, TicketEvent.Kind.PAST_PARTNER, at=at, by=by)
    ticket.past_partner_at = at
    ticket.assignee = ticket.team = None
    decision = decide(ticket, at=at)
    if decision.version is None or decision.refusal:
        raise NoWayPast
    refresh(ticket, at=at)
    rate_again(ticket, at=at)
