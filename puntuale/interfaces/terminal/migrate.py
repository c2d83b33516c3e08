"""`puntuale migrate`: the database and the static files as this version needs them."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from puntuale import __version__
from puntuale.apps.accounts.models import Vendor
from puntuale.apps.accounts.setup_key import make_key
from puntuale.interfaces.terminal.backup.making import make_backup
from puntuale.interfaces.terminal.backup.places import new_place, own_folder
from puntuale.interfaces.terminal.backup.restoring import MARK
from puntuale.interfaces.terminal.backup.schema import refuse_foreign
from puntuale.interfaces.terminal.demo import logins


class HalfRestored(click.ClickException):
    """A restore began here and did not come to its end."""


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing unless there was something to do.")
@click.option(
    "--backup/--no-backup", default=True, help="Whether a database in use is backed up before."
)
def migrate(*, quiet: bool, backup: bool) -> None:
    """Bring the database up to this version, after a backup of what is there.

    A database that a newer version has already changed, or that is too old, is refused and left as
    it is.
    """
    changes = prepare_database(backup=backup)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    if not logins.is_demo(settings.DATA_DIRECTORY) and not Vendor.objects.exists():
        make_key(settings.DATA_DIRECTORY)
    if changes or not quiet:
        click.echo(f"The database is up to date ({changes} changes made).")


def prepare_database(*, backup: bool = True) -> int:
    """Back up and change the database where this version needs it; how many changes were made.

    Raises:
        HalfRestored, Refused: nothing was changed.
    """
    executor = MigrationExecutor(connection)
    refuse_half_restored()
    refuse_foreign(executor.loader.applied_migrations, "the database")
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return 0
    if backup and executor.loader.applied_migrations:
        at = timezone.now()
        place = new_place(own_folder(settings.DATA_DIRECTORY), at=at, why=f"before-{__version__}")
        make_backup(place, at=at)
        click.echo(f"The database needs changes; a backup was written to {place}.", err=True)
    with _all_or_nothing():
        call_command("migrate", interactive=False, verbosity=0)
    return len(pending)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """One transaction for all changes, so that one cut off anywhere has changed nothing.

    Django makes one for each, and notes many of them only after it: a kill between the two leaves
    tables that the next start would make again.
    """
    with connection.constraint_checks_disabled(), transaction.atomic():
        if connection.vendor == "postgresql":
            # No table is changed while checks of its rows wait for the end of the transaction.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


def refuse_half_restored() -> None:
    """Stop where a restore was cut off: what is here is not whole."""
    if (settings.DATA_DIRECTORY / MARK).exists():
        raise HalfRestored(
            f"a restore into {settings.DATA_DIRECTORY} was cut off, and what is there is not whole."
            " Remove the data directory (and the PostgreSQL database), and restore again."
        )
