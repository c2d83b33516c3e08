"""Opening the request that a form describes, once."""

from datetime import datetime

from django.db import IntegrityError

from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket


def opened_once(request: NewRequest, *, at: datetime) -> Ticket:
    """The request; where its form was sent twice at the same instant, the one that came first."""
    try:
        return open_ticket(request, at=at)
    except IntegrityError:
        before = Ticket.objects.filter(idempotency_key=request.idempotency_key).first()
        if request.idempotency_key is None or before is None:
            raise
        return before
