"""The whole database as it was at one instant, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot() -> Iterator[str]:
    """A connection that sees one instant and changes nothing; writers do not wait for it."""
    connections.databases[ALIAS] = deepcopy(connections.databases["default"])
    if connection.vendor == "sqlite":
        _read_only_sqlite()
    try:
        with transaction.atomic(using=ALIAS):
            if connection.vendor == "postgresql":
                with connections[ALIAS].cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _read_only_sqlite() -> None:
    # Django's own backend: a reader stands in no line, and sees what it saw first until it ends.
    options = connections.databases[ALIAS]["OPTIONS"]
    connections.databases[ALIAS]["ENGINE"] = "django.db.backends.sqlite3"
    options["transaction_mode"] = "DEFERRED"
    options["init_command"] = "PRAGMA query_only=ON; PRAGMA busy_timeout=20000;"
