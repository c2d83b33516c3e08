"""Django's SQLite backend, with writers standing in line (docs/decisions/0003-sqlite.md).

SQLite's own back-off lets a waiting writer starve for seconds: whoever wrote last asks again first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from puntuale.config.sqlite.turns import NoTurn, Turns

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
DEFAULT_PATIENCE_SECONDS = 20.0


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; it has the writers' turn while a transaction of its own is open."""

    _turns: Turns | None = None
    _has_turn = False

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_turn()
            raise

    def _commit(self) -> Any:
        with self._leaving_turn_afterwards():
            return super()._commit()  # type: ignore[misc]

    def _rollback(self) -> Any:
        with self._leaving_turn_afterwards():
            return super()._rollback()  # type: ignore[misc]

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            turns, self._turns, self._has_turn = self._turns, None, False
            if turns is not None:
                turns.close()

    @contextmanager
    def turn_for_one_statement(self) -> Iterator[None]:
        """The writers' turn around a statement that is a transaction by itself."""
        if self._has_turn or self.connection.in_transaction:
            yield
            return
        self._take_turn()
        try:
            yield
        finally:
            self._leave_turn()

    @contextmanager
    def _leaving_turn_afterwards(self) -> Iterator[None]:
        try:
            yield
        finally:
            # A commit that failed leaves the transaction open: the turn stays until it is undone.
            if self.connection is None or not self.connection.in_transaction:
                self._leave_turn()

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._turns is None:
            self._turns = Turns(Path(str(self.settings_dict["NAME"])))
        patience = self.settings_dict["OPTIONS"].get("timeout", DEFAULT_PATIENCE_SECONDS)
        try:
            self._turns.take(within_seconds=patience)
        except NoTurn:
            raise OperationalError(
                f"database is locked: another process has been writing for over {patience:g} s"
            ) from None
        self._has_turn = True

    def _leave_turn(self) -> None:
        if self._turns is not None and self._has_turn:
            self._has_turn = False
            self._turns.leave()


class Cursor(base.SQLiteCursorWrapper):
    """Sends a lone writing statement through the line as well."""

    wrapper: DatabaseWrapper

    def execute(self, query: str, params: Any = None) -> Any:
        if not query[:40].lstrip().upper().startswith(WRITES):
            return super().execute(query, params)
        with self.wrapper.turn_for_one_statement():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self.wrapper.turn_for_one_statement():
            return super().executemany(query, param_list)
