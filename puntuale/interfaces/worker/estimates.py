"""Estimates whose last day is over have ended with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.estimates.actions.ending import expire
from puntuale.apps.estimates.queries import estimates_to_expire

log = structlog.get_logger(__name__)


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """End whatever has run out by `at`; each estimate by itself."""
    for estimate in estimates_to_expire(at):
        try:
            expire(estimate, at=at)
        except OperationalError:
            raise
        except Exception:
            log.exception("an estimate cannot be ended", ticket=estimate.ticket.number)
