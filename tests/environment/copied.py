"""The database of a test process: a copy of the one that was migrated for all of them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from tests.environment.installation import migrated, own_database


@contextmanager
def copied_database() -> Iterator[None]:
    """Django's database is a copy of its own, gone afterwards; on SQLite it lies in memory."""
    server = os.environ.get("DATABASE_URL")
    model = migrated(server)
    if server:
        with own_database(server, model) as address, _named(urlsplit(address).path[1:]):
            yield
    else:
        with _named(f"file:tests-{os.getpid()}?mode=memory&cache=shared"):
            _copy(model.data / "puntuale.sqlite3")
            yield


@contextmanager
def _named(name: str) -> Iterator[None]:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()


def _copy(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as source:
        source.backup(connection.connection)
