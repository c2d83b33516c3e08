"""What the database itself refuses: rewriting what was appended or frozen."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def append_only(table: str) -> list[Operation]:
    """Migration steps after which rows of `table` can be added, never changed or removed."""
    return [_never(table, "UPDATE"), _never(table, "DELETE")]


def kept(table: str, condition: str, *, removable: str = "") -> list[Operation]:
    """Migration steps: no row of `table` is removed, nor changed where `condition` holds.

    `condition` is SQL over `OLD` and `NEW`, the same on SQLite and PostgreSQL; `removable`, over
    `OLD`, says which rows may go all the same.
    """
    stays = f"NOT ({removable})" if removable else ""
    return [_never(table, "UPDATE", condition), _never(table, "DELETE", stays)]


def frozen_once(table: str, condition: str, columns: Sequence[str]) -> list[Operation]:
    """Migration steps: `columns` never change in a row of `table` that meets `condition`.

    `condition` is SQL over `OLD`, the same on SQLite and PostgreSQL.
    """
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
    return [_never(table, "UPDATE", f"({condition}) AND ({changed})")]


def refused(table: str, condition: str, sentence: str) -> list[Operation]:
    """Migration steps: no row enters `table` while `condition` holds; it may ask other tables.

    `condition` is SQL over `NEW`, the same on SQLite and PostgreSQL.
    """
    return [Refusal(table, "INSERT", condition, sentence)]


def _never(table: str, verb: str, condition: str = "") -> Operation:
    return Refusal(table, verb, condition or "1 = 1", f"{table} is never rewritten")


class Refusal(Operation):
    """A trigger by which the database refuses a verb on a table, with a sentence.

    RunPython would do, but has all models of that moment drawn up before, and there are many.
    """

    reversible = True

    def __init__(self, table: str, verb: str, condition: str, sentence: str) -> None:
        self.name = f"{table}_refuses_{verb.lower()}"
        self.table, self.verb, self.condition, self.sentence = table, verb, condition, sentence

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        on = f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table}"
        if schema_editor.connection.vendor == "postgresql":
            # Its WHEN asks no other table; an IF inside the function does.
            row = "OLD" if self.verb == "DELETE" else "NEW"
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {self.condition} THEN RAISE EXCEPTION '{self.sentence}' "
                f"USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$"
            )
            schema_editor.execute(f"{on} FOR EACH ROW EXECUTE FUNCTION {self.name}()")
        else:
            schema_editor.execute(
                f"{on} WHEN {self.condition} BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            )

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        # SQLite makes a table anew to take a column away, and loses its triggers by that.
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}{on}")

    def describe(self) -> str:
        return f"Refuse {self.verb} on {self.table}"


@contextmanager
def rewritable(*tables: str) -> Iterator[None]:
    """Let rows of `tables` be changed inside this block, for all that the law wants forgotten.

    The refusals step aside within the transaction of the caller, and for nobody else; they are back
    whatever happens. It waits for whoever is writing there.
    """
    assert connection.in_atomic_block
    with connection.cursor() as cursor, transaction.atomic():
        if connection.vendor == "postgresql":
            # Checks that wait for the end of the transaction would forbid it.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [row[1:] for row in cursor.fetchall() if row[0] in tables]
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)
