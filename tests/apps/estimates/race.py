"""Several people decide at the same instant over one real database, inside an installation."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connection

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import accept, decline
from puntuale.apps.estimates.actions.ending import withdraw
from puntuale.apps.estimates.errors import AlreadyEnded, PrepaidGone
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.ledger.models import SECOND, Account
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.tickets.models import TicketEvent
from tests.apps.estimates.offers import SENT, by, prepaid, sent, to_be_estimated
from tests.cast import Cast, gather

ENDS = ("accepted", "declined", "withdrawn")
LATER = SENT + timedelta(hours=1)
PLANNED = 16200  # seconds of a package: three hours, and one out of hours at one and a half


def one_decision(rounds: int) -> dict[str, object]:
    """One accepts, a colleague declines, the agent withdraws and revises: the first one stands."""
    cast = gather()
    tickets = [to_be_estimated(cast) for _ in range(rounds)]
    boss = Contact.objects.create(
        organisation=cast.alpine, email="boss@alpine.example", may_spend=True
    )
    waiting = [sent(ticket, cast) for ticket in tickets]
    deeds = _deeds(cast, boss)
    barrier = Barrier(len(deeds))

    def one(deed: Callable[[Estimate], str]) -> list[str]:
        told = []
        for estimate in waiting:
            barrier.wait()
            try:
                told.append(deed(estimate))
            except AlreadyEnded as late:
                told.append(f"told of {late.estimate.state}")
        connection.close()
        return told

    with ThreadPoolExecutor(len(deeds)) as pool:
        answers = list(pool.map(one, deeds))
    rounds_told = [tuple(each) for each in zip(*answers, strict=True)]
    return {
        "winners": [sum(not each.startswith("told") for each in told) for told in rounds_told],
        "losers_know": all(_losers_know(told) for told in rounds_told),
        "stands": [_stands(*each) for each in zip(waiting, rounds_told, strict=True)],
        "entered": TicketEvent.objects.filter(kind="estimate", data__what__in=ENDS).count(),
    }


def _deeds(cast: Cast, boss: Contact) -> list[Callable[[Estimate], str]]:
    def accepts(estimate: Estimate) -> str:
        return accept(estimate, by(cast.maja), at=LATER).state

    def declines(estimate: Estimate) -> str:
        return decline(estimate, by(boss), at=LATER, keep_open=True).state

    def withdraws(estimate: Estimate) -> str:
        withdraw(estimate, by=cast.elena, at=LATER)
        return "withdrawn"

    return [accepts, declines, withdraws]


def _losers_know(told: tuple[str, ...]) -> bool:
    won = [each for each in told if not each.startswith("told")]
    return all(each == f"told of {won[0]}" for each in told if each not in won)


def _stands(estimate: Estimate, told: tuple[str, ...]) -> bool:
    estimate.refresh_from_db()
    return estimate.state in told


def the_same_hours(clients: int, room: int) -> dict[str, int]:
    """Each of them accepts an estimate that takes four and a half hours; there is `room` for some."""
    cast = gather()
    tickets = [to_be_estimated(cast) for _ in range(clients)]
    prepaid(cast, room * PLANNED)
    waiting = [sent(ticket, cast) for ticket in tickets]
    barrier = Barrier(clients)

    def one(estimate: Estimate) -> bool:
        barrier.wait()
        try:
            accept(estimate, by(cast.maja), at=LATER)
        except PrepaidGone:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(clients) as pool:
        answers = list(pool.map(one, waiting))
    return {
        "accepted": sum(answers),
        "told": answers.count(False),
        "reserved": Account.objects.get(unit=SECOND, kind="lot").pending,
        "wrong": len(discrepancies()),
    }
