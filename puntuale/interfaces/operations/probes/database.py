"""Whether the database answers, and fits this version."""

from datetime import datetime
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from puntuale.interfaces.operations.findings import Finding, well, wrong


def database(at: datetime) -> Finding:  # noqa: ARG001 - every probe's
    """The database answers, and every change that this version needs was made."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    if _needed() - applied:
        return wrong(
            "database",
            _("The database is older than this version."),
            _("Stop Puntuale, run “puntuale migrate”, and start it again."),
        )
    return well("database", _("The database answers and is up to date."))


@cache
def _needed() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
