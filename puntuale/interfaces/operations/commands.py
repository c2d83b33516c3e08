"""`puntuale check`: whether all is well, for a person at a terminal or a script."""

import sys

import click
from django.core import checks
from django.db import connections
from django.utils import timezone

from puntuale.interfaces.operations.findings import Finding, Level
from puntuale.interfaces.operations.looking import look

WORDS = {Level.WELL: "well     ", Level.ATTENTION: "attention", Level.WRONG: "wrong    "}


@click.command()
def check() -> None:
    """Look at settings, database, worker, mail, disk and backups; say how they stand.

    Ends with 1 when something is wrong.
    """
    findings = [*_settings(), *look(timezone.now())]
    for finding in sorted(findings, key=lambda one: -one.level):
        click.echo(f"{WORDS[finding.level]}  {finding.sentence}")
        if finding.remedy:
            click.echo(f"{'':11}{finding.remedy}")
    sys.exit(1 if any(finding.is_wrong for finding in findings) else 0)


def _settings() -> list[Finding]:
    messages = checks.run_checks(databases=list(connections))
    levels = {checks.ERROR: Level.WRONG, checks.CRITICAL: Level.WRONG}
    return [
        Finding(
            str(message.id),
            levels.get(message.level, Level.ATTENTION),
            message.msg,
            message.hint or "",
        )
        for message in messages
        if message.level >= checks.WARNING
    ]
