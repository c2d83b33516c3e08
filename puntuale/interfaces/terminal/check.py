"""`puntuale check`: whether this installation is as it should be."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Older ones lack guards of the standard library against hostile mail.
SAFE_PYTHON = (3, 11, 15)


@click.command()
def check() -> None:
    """Say what is wrong with settings, database and files; exit 1 where something is."""
    troubles = [*wrong_settings(), *wrong_database(), *open_files(settings.DATA_DIRECTORY)]
    for trouble in troubles:
        click.echo(trouble)
    for remark in remarks():
        click.echo(f"Note: {remark}")
    if troubles:
        sys.exit(1)
    click.echo("All is well.")


def wrong_settings() -> Iterator[str]:
    """What Django and Puntuale find about the settings."""
    for found in checks.run_checks(include_deployment_checks=settings.SERVED_SECURELY):
        if found.is_serious() and not found.is_silenced():
            yield str(found)


def wrong_database() -> Iterator[str]:
    """Whether the database is up to this version, and whole."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        yield f"The database waits for {len(pending)} changes: `puntuale migrate` makes them."
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            (verdict,) = cursor.fetchone()
        if verdict != "ok":
            yield f"The database is damaged: {verdict}. Restore the last backup."


def open_files(folder: Path) -> Iterator[str]:
    """What other accounts of this machine could read."""
    for path in [folder, *folder.rglob("*")]:
        if path.exists() and path.stat().st_mode & 0o077:
            yield f"Other accounts can read {path}: chmod {'700' if path.is_dir() else '600'}."


def remarks() -> Iterator[str]:
    """What is no fault, but worth knowing."""
    if sys.version_info < SAFE_PYTHON:
        wanted = ".".join(map(str, SAFE_PYTHON))
        yield f"this Python is older than {wanted}, which reads hostile mail more safely."
    if not settings.SMTP_URL and not settings.IS_DEMO:
        yield "no mail goes out: PUNTUALE_SMTP is not set."
    if not settings.SERVED_SECURELY:
        yield "pages are served without https: see docs/guides/reverse-proxy.md."
