"""At night: what has expired goes, and every balance is proved by its transfers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.jobs.timetable import note_done
from puntuale.apps.ledger.lots import expire, expired_lots
from puntuale.apps.ledger.moving import let_go_of_expired
from puntuale.apps.ledger.queries import PROVED, WRONG, discrepancies

log = structlog.get_logger(__name__)


def handle(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Report everything that does not add up: nothing is put right that nobody understands."""
    let_go_of_expired(at=at)
    for lot in expired_lots(at):
        expire(lot, at=at)
    for each in discrepancies():
        facts = {"stored": each.stored, "computed": each.computed}
        log.error("a balance is wrong", what=each.what, **facts)
        record_change(WRONG, each.what, by=None, at=at, after=facts)
    note_done(PROVED, at=at)


def let_go(_: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Every few minutes: reservations whose time has passed hold nothing any more."""
    let_go_of_expired(at=at)
