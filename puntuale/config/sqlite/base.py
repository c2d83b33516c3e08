"""A fair queue for writers: a file lock is taken before BEGIN IMMEDIATE.

SQLite's own back-off lets a waiting writer starve: with two busy processes the slowest per cent of
writes waited seconds. A lock on a file beside the database serves waiters in turn.
"""

import fcntl
import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

# flock belongs to the open file, and each connection opens its own, so threads queue as well.
_LOCK_MODE = 0o600


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; holds the writers' lock while a transaction of its own is open."""

    _lock_file: int | None = None
    _held = False

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_turn()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            if not self._in_transaction():
                self._leave_turn()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            if not self._in_transaction():
                self._leave_turn()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave_turn()
            if self._lock_file is not None:
                os.close(self._lock_file)
                self._lock_file = None

    def _in_transaction(self) -> bool:
        return self.connection is not None and self.connection.in_transaction

    def _take_turn(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db():
            return
        if self._lock_file is None:
            path = Path(name + ".turn")
            self._lock_file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _LOCK_MODE)
        fcntl.flock(self._lock_file, fcntl.LOCK_EX)
        self._held = True

    def _leave_turn(self) -> None:
        if self._held and self._lock_file is not None:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)
            self._held = False
