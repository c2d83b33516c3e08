"""Putting a backup where nothing is yet, and comparing what came out."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from puntuale.apps.tickets.search.indexing import index_everything
from puntuale.interfaces.terminal.backup import archive
from puntuale.interfaces.terminal.backup.errors import DamagedBackup, NotComplete, NotEmpty
from puntuale.interfaces.terminal.backup.manifest import Manifest, Table
from puntuale.interfaces.terminal.backup.rows import (
    columns_of,
    lines_of,
    row_of,
    rows_at_once,
)
from puntuale.interfaces.terminal.backup.schema import (
    last_of_each_app,
    refuse_foreign,
    tables_after,
)
from puntuale.interfaces.terminal.backup.verifying import compare_members

# Lies in a data directory as long as a restore is not complete.
MARK = "restore-unfinished"
KEY = "secret-key"


def restore(path: Path, *, at: datetime) -> Manifest:
    """Fill this empty installation from a backup, and compare all of it afterwards.

    Raises:
        Refused: the backup is damaged or of a version that this one cannot follow, or something is
            here already; nothing was written.
        NotComplete: what was written is not what the backup holds.
    """
    with archive.reading(path) as (source, manifest):
        compare_members(source, manifest)
        refuse_foreign(manifest.migrations, f"this backup, made by Puntuale {manifest.puntuale},")
        refuse_used()
        mark = settings.DATA_DIRECTORY / MARK
        mark.touch(mode=0o600)
        _restore_tables(source, manifest)
        _restore_attachments(source, manifest)
        _compare_tables(manifest)
        _restore_kept_files(source, manifest)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _leave_derived(at)
    mark.unlink()
    return manifest


def refuse_used() -> None:
    """Stop where a database or attachments are kept already."""
    if connection.introspection.table_names():
        raise NotEmpty(
            "there is a database here already. A backup is restored into an empty data directory"
            " (and an empty PostgreSQL database). Nothing was written."
        )
    folder = settings.DATA_DIRECTORY / "attachments"
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(f"there are attachments in {folder} already. Nothing was written.")


def _restore_tables(source: zipfile.ZipFile, manifest: Manifest) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(last_of_each_app(manifest.migrations))
    tables = tables_after(manifest.migrations)
    with transaction.atomic(), connection.cursor() as cursor:
        for name in tables:
            # Migrations may have left rows of their own.
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608
        for name, table in manifest.tables.items():
            if name not in tables:
                raise DamagedBackup(f"its table {name} is unknown.")
            _fill(source, tables[name], table)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
            cursor.execute(statement)


def _fill(source: zipfile.ZipFile, model: type[models.Model], table: Table) -> None:
    try:
        # A table that was made step by step has its columns in another order.
        fields = columns_of(model, table.columns)
    except KeyError:
        raise DamagedBackup(
            f"the columns of {model._meta.db_table} are not what they should be."
        ) from None
    own = columns_of(model)
    names, order = [field.attname for field in own], [fields.index(field) for field in own]
    with source.open(f"tables/{model._meta.db_table}.jsonl") as lines:
        while batch := list(islice(lines, rows_at_once(model))):
            told = (row_of(line, fields) for line in batch)
            _insert(
                model,
                [model.from_db("default", names, [row[place] for place in order]) for row in told],
            )


def _insert(model: type[models.Model], rows: list[models.Model]) -> None:
    fields = list(columns_of(model))
    size = connection.ops.bulk_batch_size(fields, rows)
    for start in range(0, len(rows), size):
        # Raw, which no public way offers: a column that fills itself keeps what it had.
        models.QuerySet(model)._insert(  # type: ignore[attr-defined]  # noqa: SLF001
            rows[start : start + size], fields=fields, using="default", raw=True
        )


def _restore_attachments(source: zipfile.ZipFile, manifest: Manifest) -> None:
    storage = storages["attachments"]
    for name, expected in manifest.attachments.items():
        with source.open(f"attachments/{name}") as file:
            stored = storage.save(name, File(file))
        with storage.open(name) as written:
            digest = hashlib.sha256()
            for chunk in written.chunks(archive.CHUNK):
                digest.update(chunk)
        if stored != name or digest.hexdigest() != expected.sha256:
            raise NotComplete(f"the attachment {name} could not be written as it was.")


def _compare_tables(manifest: Manifest) -> None:
    different = [
        name
        for name, model in tables_after(manifest.migrations).items()
        if _sha256(lines_of(model, manifest.tables[name].columns, using="default"))
        != manifest.tables[name].sha256
    ]
    if different:
        raise NotComplete(f"these tables are not what the backup holds: {', '.join(different)}.")


def _sha256(lines: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line)
    return digest.hexdigest()


def _leave_derived(at: datetime) -> None:
    """What is made from the tables is made again by the worker, a few requests at a time."""
    index_everything(at=at)


def _restore_kept_files(source: zipfile.ZipFile, manifest: Manifest) -> None:
    for name in manifest.files:
        path = settings.DATA_DIRECTORY / name
        path.touch(mode=0o600)
        path.write_bytes(source.read(f"files/{name}"))
    if KEY in manifest.files and not os.environ.get("PUNTUALE_SECRET_KEY"):
        # What the key has sealed is read with it from now on.
        settings.SECRET_KEY = (settings.DATA_DIRECTORY / KEY).read_text().strip()
