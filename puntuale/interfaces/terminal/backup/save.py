"""`puntuale backup`: everything this installation keeps, in one file."""

import tempfile
from datetime import datetime
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from puntuale import __version__
from puntuale.interfaces.terminal.backup.archive import (
    Manifest,
    add_file,
    new_archive,
    write_manifest,
)
from puntuale.interfaces.terminal.backup.engines import current_engine

DATABASE = "database"
# What else is in the data directory can be made again.
KEPT = ("secret-key", "demo", "attachments")


@click.command()
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    help="File or folder; else the folder backups/ of the data directory.",
)
def backup(target: Path | None) -> None:
    """Write everything to one file, while Puntuale goes on running.

    The file holds secrets and customers' data: keep it as safe as the installation itself.
    """
    path, manifest = save(target, at=timezone.now())
    click.echo(f"{path} ({path.stat().st_size / 1_000_000:.1f} MB)")
    click.echo(f"content {manifest.content_hash()}")
    if settings.ATTACHMENTS_BUCKET:
        click.echo("Attachments lie in the object store, and are not in this file.", err=True)


def save(target: Path | None, *, at: datetime, name: str = "puntuale") -> tuple[Path, Manifest]:
    """Write a backup to `target`; a folder gets a file named after `at`."""
    folder = target or settings.DATA_DIRECTORY / "backups"
    if target is None or target.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{name}-{at:%Y-%m-%dT%H-%M-%SZ}.zip"
    else:
        path = target
    if path.exists():
        raise click.ClickException(f"{path} is there already.")

    engine = current_engine()
    temporary = tempfile.TemporaryDirectory(dir=path.parent, prefix=".puntuale-")
    with temporary as workplace, new_archive(path) as archive:
        copy = Path(workplace) / DATABASE
        tables = engine.save(copy)
        # After the database: an attachment is written before the message that names it.
        files = {DATABASE: add_file(archive, copy, DATABASE, pack=True)}
        for source, inside in kept_files(settings.DATA_DIRECTORY):
            files[inside] = add_file(archive, source, inside)
        manifest = Manifest(__version__, at.isoformat(), engine.name, files, tables)
        write_manifest(archive, manifest)
    return path, manifest


def kept_files(folder: Path) -> list[tuple[Path, str]]:
    """The files of the data directory that go into a backup, with their names in it."""
    found = [path for name in KEPT for path in [folder / name, *(folder / name).rglob("*")]]
    return [(path, f"data/{path.relative_to(folder)}") for path in found if path.is_file()]
