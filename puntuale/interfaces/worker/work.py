"""Every few minutes: what work under way has used by now is reserved for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from django.db import OperationalError

from puntuale.apps.charges.reserving import reserve_work, tickets_with_work_under_way

log = structlog.get_logger(__name__)


def reserve(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Hold it for each request by itself."""
    for ticket in tickets_with_work_under_way(at):
        try:
            reserve_work(ticket, at=at)
        except OperationalError:
            raise
        except Exception:
            log.exception("what work has used cannot be reserved", ticket=ticket.number)
