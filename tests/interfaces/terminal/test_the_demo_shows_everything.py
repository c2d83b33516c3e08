"""The demo, at whatever hour it begins: every state of a promise at once, and nothing mailed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from puntuale.apps.accounts.models import User
from puntuale.apps.callbacks.models import Callback
from puntuale.apps.customers.models import Organisation
from puntuale.apps.jobs.models import Job
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.news.models import Bulletin
from puntuale.apps.registrations.queries import registrations_waiting
from puntuale.apps.sales.balances import balance_of
from puntuale.apps.sales.models import Purchase
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.reckoning import differences
from puntuale.interfaces.terminal.demo.command import fill
from puntuale.interfaces.terminal.demo.logins import Login
from tests.cast import rome

IN_THE_OFFICE = pytest.param("2026-11-23 10:30", id="in the office")
AT_NIGHT = pytest.param("2026-11-28 03:15", id="at night, at the weekend", marks=pytest.mark.once)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Demo:
    """A demo as it stands when it has begun, at an instant; who can sign in."""

    at: datetime
    logins: list[Login]


@pytest.fixture(scope="module", params=[IN_THE_OFFICE])
def demo(request, django_db_setup, django_db_blocker) -> Iterator[Demo]:
    """Filled once; tests leave it as it is."""
    at = rome(request.param)
    with time_machine.travel(at), django_db_blocker.unblock(), transaction.atomic():
        logins = fill(at=at, past=20)
        for ticket in Ticket.objects.filter(clock_wakes_at__lte=at):
            wake(ticket, at=at)
        yield Demo(at, logins)
        transaction.set_rollback(True)


@pytest.mark.parametrize("demo", [IN_THE_OFFICE, AT_NIGHT], indirect=True)
def test_held_running_paused_met_and_late_stand_side_by_side(demo: Demo) -> None:
    states = set(TicketClock.objects.values_list("state", flat=True))

    assert {"held", "running", "paused", "met", "met_late", "breached"} <= states
    assert Ticket.objects.filter(near_at__lte=demo.at, next_due_at__gt=demo.at).exists()
    assert not Ticket.objects.filter(submitted_at__gt=demo.at).exists()
    assert not Job.objects.exists()


def test_replaying_any_request_gives_exactly_what_is_kept_of_it(demo: Demo) -> None:
    found = {ticket: differences(ticket) for ticket in Ticket.objects.all()}

    assert len(found) > 20
    assert not any(found.values()), found


def test_everybody_who_is_named_can_sign_in(demo: Demo) -> None:
    cache.clear()

    for login in demo.logins:
        assert User.objects.get(email=login.email).check_password(login.password)


def test_a_newcomer_sees_balances_coupons_and_orders_at_once(demo: Demo) -> None:
    alpine = balance_of(Organisation.objects.get(name="Alpine Optics"), demo.at)

    assert [(held.size, held.left <= 8 * 3600) for held in alpine.packages] == [(40 * 3600, True)]
    assert sum(held.left for held in alpine.coupons) == 3
    assert Purchase.objects.filter(state=Purchase.State.ORDERED).count() == 2
    assert Callback.objects.filter(state=Callback.State.SCHEDULED).count() >= 3
    assert Callback.objects.filter(state=Callback.State.EXHAUSTED).exists()
    assert registrations_waiting().exists()
    assert Bulletin.objects.count() == 2
    assert discrepancies() == []


def test_anybody_reads_what_is_promised(demo: Demo, client: Client) -> None:
    page = client.get("/support/").content.decode()

    assert all(f"/support/{code}/" in page for code in ("standard", "cloud-sla", "direct"))
