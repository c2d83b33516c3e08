"""Saving and loading an SQLite database."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from django.db import connection

from puntuale.interfaces.terminal.backup.archive import Damaged, hash_of


class SQLite:
    """The database in the data directory."""

    name = "sqlite"

    def save(self, target: Path) -> Mapping[str, str]:
        """Copy it in one step, which other processes' writing does not disturb."""
        source, copy = sqlite3.connect(self._place()), sqlite3.connect(target)
        with closing(source), closing(copy):
            source.backup(copy)
            # One file and no journal beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            return _digests(copy)

    def load(self, source: Path) -> Mapping[str, str]:
        place = self._place()
        draft = place.with_name(f"{place.name}.restored")
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        with closing(sqlite3.connect(draft)) as copy:
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
            if verdict != "ok":
                raise Damaged(f"the database in it is not whole: {verdict}")
            digests = _digests(copy)
        draft.replace(place)
        return digests

    def is_empty(self) -> bool:
        return not self._place().exists()

    def _place(self) -> Path:
        return Path(str(connection.settings_dict["NAME"]))


def _digests(copy: sqlite3.Connection) -> dict[str, str]:
    tables = copy.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {name: hash_of(_rows(copy, name, sql)) for name, sql in tables}


def _rows(copy: sqlite3.Connection, table: str, sql: str) -> Iterator[bytes]:
    order = "1, 2" if "WITHOUT ROWID" in sql.upper() else "rowid"
    for row in copy.execute(f'SELECT * FROM "{table}" ORDER BY {order}'):  # noqa: S608
        yield repr(row).encode()
