"""Making a backup while everything runs."""

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection, models

from puntuale import __version__
from puntuale.interfaces.terminal.backup import archive
from puntuale.interfaces.terminal.backup.manifest import FORMAT, File, Manifest, Table
from puntuale.interfaces.terminal.backup.rows import all_rows, columns_of, lines_of
from puntuale.interfaces.terminal.backup.schema import (
    applied_migrations,
    refuse_foreign,
    tables_after,
)
from puntuale.interfaces.terminal.backup.snapshot import snapshot

# What a data directory keeps beside database and attachments: the key, and the mark of a demo.
KEPT_FILES = ("secret-key", "demo")


def make_backup(path: Path, *, at: datetime) -> Manifest:
    """Write everything that this installation keeps to `path`, as it is at this moment.

    Attachments are never changed, only added and rarely removed: those that the database names at
    its instant are copied after it.

    Raises:
        Refused: another version of Puntuale changed the database; nothing was written.
    """
    with archive.writing(path) as target, snapshot() as alias:
        migrations = applied_migrations(alias)
        refuse_foreign(migrations, "the database")
        models_ = tables_after(migrations)
        tables = {name: _write_table(target, model, using=alias) for name, model in models_.items()}
        stored = dict(_write_attachments(target, _attachments(models_, alias)))
        manifest = Manifest(
            format=FORMAT,
            puntuale=__version__,
            made_at=at.isoformat(),
            database=connection.vendor,
            migrations=migrations,
            tables=tables,
            files=_write_kept_files(target),
            attachments={name: file for name, file in stored.items() if file},
            damaged=_damaged(_attachments(models_, alias), stored),
        )
        target.writestr(archive.MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _write_table(target: zipfile.ZipFile, model: type[models.Model], *, using: str) -> Table:
    digest, rows = hashlib.sha256(), 0
    with target.open(f"tables/{model._meta.db_table}.jsonl", "w", force_zip64=True) as file:
        for line in lines_of(model, using=using):
            file.write(line)
            digest.update(line)
            rows += 1
    names = [str(field.column) for field in columns_of(model)]
    return Table(columns=names, rows=rows, sha256=digest.hexdigest())


def _attachments(tables: dict[str, type[models.Model]], using: str) -> Iterator[tuple[str, str]]:
    """Where each attachment is stored, and its checksum as the database knows it."""
    model = tables.get("tickets_attachment")
    if model is not None:
        rows = all_rows(model, using=using)
        yield from rows.values_list("stored_as", "sha256").iterator()


def _write_attachments(
    target: zipfile.ZipFile, attachments: Iterator[tuple[str, str]]
) -> Iterator[tuple[str, File | None]]:
    for name, _ in attachments:
        yield name, _write_attachment(target, name)


def _write_attachment(target: zipfile.ZipFile, name: str) -> File | None:
    digest, size = hashlib.sha256(), 0
    try:
        source = storages["attachments"].open(name)
    except OSError:
        return None
    # Stored as they are: most files that people send are packed already, and they are most bytes.
    entry = zipfile.ZipInfo(f"attachments/{name}")
    with source, target.open(entry, "w", force_zip64=True) as file:
        for chunk in source.chunks(archive.CHUNK):
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return File(size=size, sha256=digest.hexdigest())


def _damaged(attachments: Iterator[tuple[str, str]], stored: dict[str, File | None]) -> list[str]:
    found = ((name, sha256, stored.get(name)) for name, sha256 in attachments)
    return [name for name, sha256, file in found if file is None or file.sha256 != sha256]


def _write_kept_files(target: zipfile.ZipFile) -> dict[str, File]:
    kept = {}
    for name in KEPT_FILES:
        path = settings.DATA_DIRECTORY / name
        if path.exists():
            content = path.read_bytes()
            target.writestr(f"files/{name}", content)
            kept[name] = File(size=len(content), sha256=hashlib.sha256(content).hexdigest())
    return kept
