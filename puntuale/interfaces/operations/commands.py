"""`puntuale check`: whether all is well, for a person at a terminal or a script."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings
from django.core import checks
from django.db import connection, connections
from django.utils import timezone

from puntuale.interfaces.operations.findings import Finding, Level, wrong
from puntuale.interfaces.operations.looking import look

WORDS = {Level.WELL: "well     ", Level.ATTENTION: "attention", Level.WRONG: "wrong    "}
OTHERS = 0o077
MOST_NAMED = 5


@click.command()
def check() -> None:
    """Look at settings, database, files, worker, mail and backups; say how they stand.

    Ends with 1 when something is wrong, and with 0 when it only needs attention.
    """
    findings = [*settings_(), *damage(), *open_files(settings.DATA_DIRECTORY)]
    findings += look(timezone.now())
    for finding in sorted(findings, key=lambda one: -one.level):
        click.echo(f"{WORDS[finding.level]}  {finding.sentence}")
        if finding.remedy:
            click.echo(f"{'':11}{finding.remedy}")
    if all(finding.is_well for finding in findings):
        click.echo("All is well.")
    sys.exit(1 if any(finding.is_wrong for finding in findings) else 0)


def settings_() -> Iterator[Finding]:
    """What Django and Puntuale find about the settings."""
    found = checks.run_checks(
        databases=list(connections), include_deployment_checks=settings.SERVED_SECURELY
    )
    for message in found:
        if message.level >= checks.WARNING and not message.is_silenced():
            level = Level.WRONG if message.is_serious() else Level.ATTENTION
            yield Finding(str(message.id), level, message.msg, message.hint or "")


def damage() -> Iterator[Finding]:
    """Whether the embedded database is whole; a server sees to that by itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        (verdict,) = cursor.fetchone()
    if verdict != "ok":
        yield wrong("damage", f"The database is damaged: {verdict}.", "Restore the last backup.")


def open_files(folder: Path) -> Iterator[Finding]:
    """What other accounts of this machine could read."""
    found = [path for path in [folder, *folder.rglob("*")] if path.stat().st_mode & OTHERS]
    for path in found[:MOST_NAMED]:
        mode = "700" if path.is_dir() else "600"
        yield wrong("files", f"Other accounts can read {path}.", f"chmod {mode} {path}")
