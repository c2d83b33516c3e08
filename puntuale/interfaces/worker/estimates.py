"""Estimates whose last day is over have ended with it; of those in use the desk is told in time."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from puntuale.apps.charges.stopping import keep_to_accepted
from puntuale.apps.estimates.actions.ending import expire
from puntuale.apps.estimates.queries import estimates_to_expire
from puntuale.apps.estimates.used import tickets_in_use
from puntuale.interfaces.worker.one_by_one import by_itself

TROUBLE = "an estimate cannot be looked after"


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """End what has run out by `at`, stop what is used up; each request by itself."""
    for estimate in estimates_to_expire(at):
        by_itself(partial(expire, estimate, at=at), TROUBLE, ticket=estimate.ticket.number)
    for ticket in tickets_in_use(at):
        by_itself(partial(keep_to_accepted, ticket, at=at), TROUBLE, ticket=ticket.number)
