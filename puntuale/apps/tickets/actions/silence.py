"""What follows from a customer's silence, unless the customer speaks at the same moment."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.actions.deciding import close_ticket, remind
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.silence import Patience, tickets_to_close, tickets_to_remind


@transaction.atomic
def remind_silent(ticket: Ticket, patience: Patience, at: datetime) -> bool:
    """Remind the customer; False when that is no longer due."""
    # Looked at again under the lock: a reply that came meanwhile wins (readings R-09).
    locked(ticket)
    due = tickets_to_remind(patience, at).filter(pk=ticket.pk).first()
    if due is None:
        return False
    remind(due, at=at)
    return True


@transaction.atomic
def close_silent(ticket: Ticket, patience: Patience, at: datetime) -> bool:
    """Close the request; False when that is no longer due."""
    locked(ticket)
    due = tickets_to_close(patience, at).filter(pk=ticket.pk).first()
    if due is None:
        return False
    close_ticket(due, by=None, at=at, because="silence")
    return True
