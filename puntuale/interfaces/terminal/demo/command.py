"""`puntuale demo`: makes the demo where it is wanted, and says who can sign in."""

from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.interfaces.terminal.demo import logins
from puntuale.interfaces.terminal.demo.people import make_people


@click.command()
@click.option("--quiet", is_flag=True, help="Make it, and say nothing.")
def demo(*, quiet: bool) -> None:
    """Make the demo where it is not complete yet, and say who can sign in."""
    folder = settings.DATA_DIRECTORY
    if not logins.is_demo(folder):
        raise click.ClickException(f"{folder} is not a demo's; `puntuale run --demo` starts one.")
    if not logins.read(folder):
        make(folder)
    if not quiet:
        click.echo(logins.table(logins.read(folder)))


def make(folder: Path) -> None:
    """Fill the database with the demo, wholly or not at all."""
    with transaction.atomic():
        # There already, when a first try was interrupted between its commit and the next line.
        if not User.objects.exists():
            logins.propose(folder, make_people(at=timezone.now()))
    logins.settle(folder)
