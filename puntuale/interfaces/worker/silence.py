"""Customers who have not answered for the stated time are reminded; later the request is closed."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.actions.silence import close_silent, remind_silent
from puntuale.apps.tickets.silence import patience_of, tickets_to_close, tickets_to_remind
from puntuale.interfaces.worker.one_by_one import by_itself

TROUBLE = "a silent request cannot be looked after"


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Remind and close whatever is due at `at`; each request by itself."""
    vendor = Vendor.objects.first()
    if vendor is None:
        return
    patience = patience_of(vendor)
    for ticket in tickets_to_close(patience, at):
        act = partial(close_silent, ticket, patience, at)
        by_itself(act, TROUBLE, ticket=ticket.number)
    for ticket in tickets_to_remind(patience, at):
        act = partial(remind_silent, ticket, patience, at)
        by_itself(act, TROUBLE, ticket=ticket.number)
