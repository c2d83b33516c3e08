"""`puntuale migrate`: the database and the static files as this version needs them."""

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from puntuale.interfaces.terminal.backup.save import save


class NewerDatabase(click.ClickException):
    """The database was brought up by a later version of Puntuale than this one."""


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing unless there was something to do.")
@click.option("--backup/--no-backup", default=True, help="Whether to back up before a change.")
def migrate(*, quiet: bool, backup: bool) -> None:
    """Bring the database up to this version, after a backup.

    A database that a newer version has already changed is refused, and left as it is.
    """
    executor = MigrationExecutor(connection)
    refuse_newer(executor)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending and backup and executor.loader.applied_migrations:
        path, _manifest = save(None, at=timezone.now(), name="before-migration")
        click.echo(f"Backed up to {path}")
    if pending:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)
    if pending or not quiet:
        click.echo(f"The database is up to date ({len(pending)} changes made).")


def refuse_newer(executor: MigrationExecutor) -> None:
    """Stop where the database knows a change that this version does not.

    Raises:
        NewerDatabase: nothing was changed.
    """
    loader = executor.loader
    unknown = sorted(
        f"{app}.{name}"
        for app, name in set(loader.applied_migrations) - set(loader.disk_migrations)
        if app in loader.migrated_apps
    )
    if unknown:
        raise NewerDatabase(
            "the database belongs to a newer version of Puntuale"
            f" (it has {unknown[0]}). Start that version, or restore a backup made by this one."
        )
