"""Who takes part in the conversation of a request."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.models import Participant, Ticket, TicketEvent


def join_by_address(ticket: Ticket, address: str, *, at: datetime) -> None:
    """Add the person behind `address`, who reads only what is written from now on."""
    contact = contact_for(address, at=at)
    if contact is not None and contact.pk != ticket.contact_id:
        _join(ticket, contact, at=at, sees_history=False)


@transaction.atomic
def add_participant(ticket: Ticket, contact: Contact, *, by: User, at: datetime) -> None:
    """Add or confirm `contact`, who from now on reads the whole conversation."""
    ticket = locked(ticket)
    _join(ticket, contact, at=at, sees_history=True)
    append(ticket, TicketEvent.Kind.PARTICIPANTS, at=at, by=by, added=contact.email)
    ticket.save(update_fields=["last_activity_at"])


@transaction.atomic
def remove_participant(ticket: Ticket, contact: Contact, *, by: User, at: datetime) -> None:
    """`contact` reads nothing more, and their mails no longer join."""
    ticket = locked(ticket)
    Participant.objects.filter(ticket=ticket, contact=contact, left_at=None).update(left_at=at)
    append(ticket, TicketEvent.Kind.PARTICIPANTS, at=at, by=by, removed=contact.email)
    ticket.save(update_fields=["last_activity_at"])


def _join(ticket: Ticket, contact: Contact, *, at: datetime, sees_history: bool) -> None:
    present = Participant.objects.filter(ticket=ticket, contact=contact, left_at=None)
    if present.exists():
        if sees_history:
            present.update(sees_history=True)
        return
    Participant.objects.create(
        ticket=ticket, contact=contact, joined_at=at, sees_history=sees_history
    )
