"""Saving and loading a PostgreSQL database, with the tools that come with it."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import psycopg
from django.db import connection, transaction
from psycopg import sql

from puntuale.interfaces.terminal.backup.archive import Damaged, hash_of


class PostgreSQL:
    """The database that DATABASE_URL names."""

    name = "postgresql"

    def save(self, target: Path) -> Mapping[str, str]:
        """Dump what one transaction sees, and hash what the same transaction sees."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
            return _digests()

    def load(self, source: Path) -> Mapping[str, str]:
        self._run(
            *("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner"),
            *("--no-privileges", f"--dbname={self._settings()['PGDATABASE']}", str(source)),
        )
        with transaction.atomic():
            return _digests()

    def is_empty(self) -> bool:
        return not connection.introspection.table_names()

    def _settings(self) -> dict[str, str]:
        """How to reach the database, as its own tools are told: never on their command line."""
        known = connection.settings_dict
        wanted = {
            "PGHOST": known["HOST"],
            "PGPORT": known["PORT"],
            "PGUSER": known["USER"],
            "PGPASSWORD": known["PASSWORD"],
            "PGDATABASE": known["NAME"],
        }
        return {name: str(value) for name, value in wanted.items() if value}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603
            [_find(program), *arguments],
            env=os.environ | self._settings(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Damaged(f"{program} says: {done.stderr.strip()}")


def _find(program: str) -> str:
    """The newest `program` there is: older ones refuse a newer server."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"),
        key=lambda place: int(place.parents[1].name),
    )
    found = str(versions[-1]) if versions else shutil.which(program)
    if found is None:
        raise click.ClickException(
            f"{program} is not here; it comes with PostgreSQL's client programs"
            " (the package postgresql-client)."
        )
    return found


def _digests() -> dict[str, str]:
    with connection.cursor() as cursor:
        tables = connection.introspection.get_table_list(cursor)
        keys = {
            table.name: connection.introspection.get_primary_key_column(cursor, table.name)
            for table in tables
            if table.type == "t"
        }
    return {name: hash_of(_rows(name, keys[name])) for name in sorted(keys)}


def _rows(table: str, key: str | None) -> Iterator[bytes]:
    # In one order, so that the same rows give the same bytes however they lie on the disk.
    order = sql.SQL("t.{}").format(sql.Identifier(key)) if key else sql.SQL("t::text")
    question = sql.SQL("COPY (SELECT t FROM {} AS t ORDER BY {}) TO STDOUT").format(
        sql.Identifier(table), order
    )
    native: psycopg.Connection[object] = connection.connection
    with native.cursor() as cursor, cursor.copy(question) as rows:
        yield from (bytes(row) for row in rows)
