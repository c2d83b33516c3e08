"""Looking at everything once, whatever is broken."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.utils.translation import gettext as _

from puntuale.interfaces.operations.findings import Finding, wrong
from puntuale.interfaces.operations.probes import (
    database,
    ledger,
    machine,
    mail,
    promises,
    reckoning,
    worker,
)

log = structlog.get_logger(__name__)

Probe = Callable[[datetime], Finding]

PROBES: tuple[Probe, ...] = (
    database.database,
    worker.workers,
    worker.queue,
    worker.given_up,
    worker.clocks,
    reckoning.reckoning,
    ledger.ledger,
    promises.deadlines,
    mail.mailboxes,
    mail.mail_in,
    mail.unreadable,
    mail.mail_out,
    machine.disk,
    machine.backups,
    machine.versions,
)


def look(at: datetime) -> list[Finding]:
    """What every probe found, the most urgent first."""
    found = [_found_by(probe, at) for probe in PROBES]
    return sorted(found, key=lambda finding: -finding.level)


def _found_by(probe: Probe, at: datetime) -> Finding:
    try:
        return probe(at)
    except Exception:
        log.exception("a probe failed", probe=probe.__name__)
        return wrong(
            probe.__name__,
            _("This could not be looked at: %(what)s.") % {"what": probe.__name__},
            _("See whether the database is running, and what the log says."),
        )
