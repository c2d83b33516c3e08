"""`puntuale backup` and `puntuale restore`."""

from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from puntuale.apps.jobs.timetable import note_done
from puntuale.interfaces.terminal.backup.errors import Refused
from puntuale.interfaces.terminal.backup.making import make_backup
from puntuale.interfaces.terminal.backup.manifest import Manifest
from puntuale.interfaces.terminal.backup.places import keep_latest, new_place, own_folder
from puntuale.interfaces.terminal.backup.restoring import restore as restore_from
from puntuale.interfaces.terminal.backup.verifying import verify as verify_file

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--verify", is_flag=True, help="Make nothing; read FILE and compare all checksums.")
@click.option(
    "--keep", type=click.IntRange(min=1), help="Then remove all but so many of that folder."
)
def backup(*, file: Path | None, verify: bool, keep: int | None) -> None:
    """Write a backup of everything to FILE, while Puntuale runs.

    FILE may be a folder; without it, it is the folder `backups` of the data directory. A backup
    holds the database, all attachments and the secret key: keep it as safe as the installation.
    """
    if verify:
        if file is None or not file.is_file():
            raise click.UsageError("--verify needs the FILE to look at.")
        click.echo(f"{file} is whole: {in_words(verify_file(file))}.")
        return
    at = timezone.now()
    place = file or own_folder(settings.DATA_DIRECTORY)
    if place.is_dir():
        place = new_place(place, at=at)
    if place.exists():
        raise Refused(f"{place} exists already and was left as it is.")
    manifest = make_backup(place, at=at)
    note_done("backup", at=at)
    click.echo(f"Written to {place}: {in_words(manifest)}.")
    click.echo(f"content {manifest.content_hash()}")
    for name in manifest.damaged:
        click.echo(f"Attention: the attachment {name} is missing or was changed.", err=True)
    if keep:
        keep_latest(place.parent, keep)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(*, file: Path) -> None:
    """Fill an empty data directory, and an empty database, from a backup.

    All of FILE is checked before anything is written, and all that was written is compared with it.
    """
    manifest = restore_from(file, at=timezone.now())
    click.echo(f"Restored from {file}, made on {manifest.made_at}: {in_words(manifest)}.")
    click.echo(f"content {manifest.content_hash()}")


def in_words(manifest: Manifest) -> str:
    """How much is in a backup."""
    return (
        f"{manifest.rows} rows in {len(manifest.tables)} tables,"
        f" {len(manifest.attachments)} attachments"
    )
