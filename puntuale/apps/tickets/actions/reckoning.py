"""Putting right what is kept of a request's clocks; never without saying so."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.reckoning import CORRECTED, Difference, columns_of, differences


@transaction.atomic
def reckon_again(ticket: Ticket, *, at: datetime) -> list[Difference]:
    """Compare what is kept of `ticket` with its history; enter what differs in the log, and refresh.

    Looked at under the lock: whoever works on it meanwhile leaves no difference behind.
    """
    ticket = locked(ticket)
    found = differences(ticket)
    if found:
        record_change(
            CORRECTED,
            f"#{ticket.number}",
            by=None,
            at=at,
            before={each.name: _plain(each.kept) for each in found},
            after={each.name: _plain(each.read) for each in found},
        )
        for column, value in columns_of(ticket).items():
            setattr(ticket, column, value)
        refresh(ticket, at=at)
    return found


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
