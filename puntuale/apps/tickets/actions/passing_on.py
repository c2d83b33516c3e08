"""From one line of support to another: who has to act changes, nothing is copied."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import rate_again
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import ReasonMissing, UnknownClass
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.promises import classes_of


@transaction.atomic
def pass_on(ticket: Ticket, *, level: str, reason: str, by: User, at: datetime) -> None:
    """Give the request to another level of its agreement; what was promised goes on counting.

    Raises:
        UnknownClass: the agreement has no such level, or the request is there already.
        ReasonMissing: nobody said why.
    """
    ticket = locked_open(ticket)
    if level not in classes_of(ticket).levels or level == ticket.level:
        raise UnknownClass
    if not reason.strip():
        raise ReasonMissing
    before, ticket.level = ticket.level, level
    append(
        ticket,
        TicketEvent.Kind.PASSED_ON,
        at=at,
        by=by,
        before=before,
        after=level,
        reason=reason.strip(),
    )
    refresh(ticket, at=at)
    rate_again(ticket, at=at)
