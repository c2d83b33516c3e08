"""What the database itself refuses: rewriting what was appended or frozen."""

from collections.abc import Sequence
from functools import partial

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps


def append_only(table: str) -> list[RunPython]:
    """Migration steps after which rows of `table` can be added, never changed or removed."""
    return [_refusing(table, "UPDATE"), _refusing(table, "DELETE")]


def kept(table: str, condition: str, *, removable: str = "") -> list[RunPython]:
    """Migration steps: no row of `table` is removed, nor changed where `condition` holds.

    `condition` is SQL over `OLD` and `NEW`, the same on SQLite and PostgreSQL; `removable`, over
    `OLD`, says which rows may go all the same.
    """
    stays = f"NOT ({removable})" if removable else ""
    return [_refusing(table, "UPDATE", condition), _refusing(table, "DELETE", stays)]


def frozen_once(table: str, condition: str, columns: Sequence[str]) -> list[RunPython]:
    """Migration steps: `columns` never change in a row of `table` that meets `condition`.

    `condition` is SQL over `OLD`, the same on SQLite and PostgreSQL.
    """
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
    return [_refusing(table, "UPDATE", f"({condition}) AND ({changed})")]


def refused(table: str, condition: str, sentence: str) -> list[RunPython]:
    """Migration steps: no row enters `table` while `condition` holds; it may ask other tables.

    `condition` is SQL over `NEW`, the same on SQLite and PostgreSQL, whose `WHEN` asks no table.
    """
    name = f"{table}_refuses_insert"

    def refuse(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{sentence}' "
                "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )

    return [RunPython(refuse, partial(_dropped, table, name))]


def _refusing(table: str, verb: str, condition: str = "") -> RunPython:
    name = f"{table}_refuses_{verb.lower()}"
    when = f"WHEN ({condition})" if condition else ""
    sentence = f"{table} is never rewritten"

    def refuse(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END $$"
            )
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                f"FOR EACH ROW {when} EXECUTE FUNCTION {name}()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )

    return RunPython(refuse, partial(_dropped, table, name))


def _dropped(table: str, name: str, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER {name}{on}")
