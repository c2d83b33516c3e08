"""`puntuale demo`: makes the demo where it is wanted, and says who can sign in."""

from datetime import datetime, timedelta
from pathlib import Path

import click
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.accounts.roles import OF_VENDOR
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.terminal.demo import logins
from puntuale.interfaces.terminal.demo.calls import ask_for_calls, register_somebody, tell_news
from puntuale.interfaces.terminal.demo.house import furnish
from puntuale.interfaces.terminal.demo.partners import sell_through_partners
from puntuale.interfaces.terminal.demo.people import let_customers_in, make_people
from puntuale.interfaces.terminal.demo.prepaid import buy_ahead
from puntuale.interfaces.terminal.demo.stories import tell_stories


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


def fill(at: datetime, *, past: int = 150) -> list[logins.Login]:
    """Everybody and everything of the demo; returns who can sign in."""
    staff = make_people(at=at - timedelta(days=400))
    people = furnish(at)
    support = Team.objects.create(name="Support")
    agents = list(User.objects.filter(role__in=OF_VENDOR).order_by("pk"))
    support.members.set(agents)
    buy_ahead(agents[0], at)
    tell_stories(people, agents, at, past=past)
    partners = sell_through_partners(at)
    ask_for_calls(people, agents, at)
    register_somebody(at)
    tell_news(agents[0], at)
    reach_levels(at)
    # What happened before the demo began has been told already; nothing of it is mailed now.
    Job.objects.all().delete()
    return [*staff, *let_customers_in(at=at), *partners]


def reach_levels(at: datetime) -> None:
    """Carry out, each at its time, what a worker would have carried out until now."""
    waking = Ticket.objects.filter(clock_wakes_at__lte=at)
    while ticket := waking.order_by("clock_wakes_at").first():
        # Not before the last thing that happened: the clocks are read as they stood after it.
        wake(ticket, at=max(ticket.clock_wakes_at or at, ticket.last_activity_at))


def make(folder: Path) -> None:
    """Fill the database with the demo, wholly or not at all."""
    with transaction.atomic():
        # There already, when a first try was interrupted between its commit and the next line.
        if not User.objects.exists():
            logins.propose(folder, fill(at=timezone.now()))
    logins.settle(folder)
