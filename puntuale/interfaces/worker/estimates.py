"""Estimates whose last day is over have ended with it; of those in use the desk is told in time."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.estimates.actions.ending import expire
from puntuale.apps.estimates.queries import estimates_to_expire
from puntuale.apps.estimates.used import tickets_in_use, warn_of_use
from puntuale.apps.tickets.models import Ticket

log = structlog.get_logger(__name__)


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """End what has run out by `at`, warn of what is used up; each request by itself."""
    for estimate in estimates_to_expire(at):
        _by_itself(estimate.ticket, partial(expire, estimate, at=at))
    for ticket in tickets_in_use(at):
        _by_itself(ticket, partial(warn_of_use, ticket, at=at))


def _by_itself(ticket: Ticket, act: Callable[[], bool]) -> None:
    try:
        act()
    except OperationalError:
        raise
    except Exception:
        log.exception("an estimate cannot be looked after", ticket=ticket.number)
