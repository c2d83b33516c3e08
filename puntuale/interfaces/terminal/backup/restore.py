"""`puntuale restore`: an installation as it was when a backup was made."""

import tempfile
import zipfile
from pathlib import Path

import click
from django.conf import settings

from puntuale.interfaces.terminal.backup.archive import (
    Damaged,
    Manifest,
    open_archive,
    take_out,
)
from puntuale.interfaces.terminal.backup.engines import Engine, current_engine
from puntuale.interfaces.terminal.backup.save import DATABASE


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring back everything from FILE, into a data directory that holds nothing yet.

    FILE is read to its end and compared with its own list first: one that is damaged is refused,
    and nothing is written.
    """
    engine = current_engine()
    if not engine.is_empty():
        raise click.ClickException(
            f"{settings.DATA_DIRECTORY} is in use. Name an empty directory in PUNTUALE_DATA"
            " (and an empty database in DATABASE_URL, where that is set)."
        )
    try:
        with open_archive(file) as (archive, manifest):
            bring_back(archive, manifest, engine)
    except Damaged as damage:
        raise click.ClickException(f"{file} is damaged: {damage}.") from None
    click.echo(f"Restored what was kept on {manifest.made_at}, by version {manifest.version}.")
    click.echo(f"content {manifest.content_hash()}")


def bring_back(archive: zipfile.ZipFile, manifest: Manifest, engine: Engine) -> None:
    """Write files and database, and compare the database with what it was.

    Raises:
        Damaged: the database does not hold what was backed up.
    """
    if manifest.database != engine.name:
        raise click.ClickException(
            f"this backup is of a {manifest.database} database, and here is {engine.name}."
        )
    folder = settings.DATA_DIRECTORY
    for name in manifest.files:
        inside = Path(name)
        if inside.parts[0] == "data" and ".." not in inside.parts:
            take_out(archive, name, folder.joinpath(*inside.parts[1:]))
    with tempfile.TemporaryDirectory(dir=folder, prefix=".puntuale-") as workplace:
        take_out(archive, DATABASE, Path(workplace) / DATABASE)
        if engine.load(Path(workplace) / DATABASE) != manifest.tables:
            raise Damaged("the restored database is not what was backed up")
