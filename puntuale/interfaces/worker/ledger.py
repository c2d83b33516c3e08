"""At night: what has expired goes, and every balance is proved by its transfers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from puntuale.apps.jobs.timetable import note_done
from puntuale.apps.ledger.lots import expire, expired_lots
from puntuale.apps.ledger.queries import discrepancies

log = structlog.get_logger(__name__)

PROVED = "ledger.proof"


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Report everything that does not add up: nothing is put right that nobody understands."""
    for lot in expired_lots(at):
        expire(lot, at=at)
    for each in discrepancies():
        log.error("a balance is wrong", what=each.what, stored=each.stored, computed=each.computed)
    note_done(PROVED, at=at)
