"""What a backup asks of a database, whichever it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from django.db import connection

from puntuale.interfaces.terminal.backup.postgresql import PostgreSQL
from puntuale.interfaces.terminal.backup.sqlite import SQLite


class Engine(Protocol):
    """One kind of database."""

    name: str

    def save(self, target: Path) -> Mapping[str, str]:
        """Write the database as it is at one instant to `target`; returns each table's SHA-256."""

    def load(self, source: Path) -> Mapping[str, str]:
        """Fill the empty database from `source`; returns each table's SHA-256."""

    def is_empty(self) -> bool:
        """Whether there is no table yet."""


def current_engine() -> Engine:
    """The database of this installation."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
