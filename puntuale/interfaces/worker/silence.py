"""Customers who have not answered for the stated time are reminded; later the request is closed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.actions.silence import close_silent, remind_silent
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.silence import Patience, tickets_to_close, tickets_to_remind

log = structlog.get_logger(__name__)


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Remind and close whatever is due at `at`; each request by itself."""
    vendor = Vendor.objects.first()
    if vendor is None:
        return
    patience = Patience(vendor.reminder_after_days, vendor.closes_after_days)
    for ticket in tickets_to_close(patience, at):
        _by_itself(close_silent, ticket, patience, at)
    for ticket in tickets_to_remind(patience, at):
        _by_itself(remind_silent, ticket, patience, at)


def _by_itself(
    act: Callable[[Ticket, Patience, datetime], bool],
    ticket: Ticket,
    patience: Patience,
    at: datetime,
) -> None:
    try:
        act(ticket, patience, at)
    except OperationalError:
        raise
    except Exception:
        log.exception("a silent request cannot be looked after", ticket=ticket.number)
