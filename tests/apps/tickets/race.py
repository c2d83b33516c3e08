"""Two connections want the same request at the same moment, inside an installation."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from puntuale.apps.tickets.actions.deciding import classify
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.actions.silence import close_silent
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.reckoning import differences
from puntuale.apps.tickets.silence import Patience
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, gather, in_force, rome


def reply_and_silence(rounds: int) -> list[list[object]]:
    """R-09: the customer replies at the second at which silence would close the request."""
    cast = _house()
    second = rome("2026-12-03 12:00")
    tickets = [_bug(cast) for _ in range(rounds)]
    for ticket in tickets:
        wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=rome("2026-11-23 12:00"))

    _at_once(
        tickets,
        lambda each: customer_writes(each, contact=cast.giulia, text="Eccomi.", at=second),
        lambda each: close_silent(each, Patience(0, 10), second),
    )

    return [_standing(ticket, "resolution") for ticket in tickets]


def severity_and_breach(rounds: int) -> list[list[object]]:
    """R-11: the severity becomes another while the worker looks for a breach."""
    cast = _house()
    tickets = [_bug(cast) for _ in range(rounds)]
    for ticket in tickets:
        classify(
            ticket, type="bug", severity="P1", cause="correction", by=cast.elena,
            at=rome("2026-11-23 10:01"),
        )  # fmt: skip

    _at_once(
        tickets,
        lambda each: classify(
            each, type="bug", severity="P2", cause="correction", by=cast.elena,
            at=rome("2026-11-23 11:01"),
        ),
        lambda each: wake(each, at=rome("2026-11-23 11:01")),
    )  # fmt: skip

    return [_standing(ticket, "response") for ticket in tickets]


def _house() -> Cast:
    cast = gather()
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return cast


def _bug(cast: Cast) -> Ticket:
    return asked(cast, product=cast.planner, type="bug", severity="P1")


def _at_once(tickets: list[Ticket], *deeds: Callable[[Ticket], object]) -> None:
    barrier = Barrier(len(deeds))

    def one(deed: Callable[[Ticket], object]) -> None:
        for ticket in tickets:
            barrier.wait()
            deed(ticket)
        connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        list(pool.map(one, deeds))


def _standing(ticket: Ticket, metric: str) -> list[object]:
    fresh = Ticket.objects.select_related("version", "coverage").get(pk=ticket.pk)
    clock = TicketClock.objects.get(ticket=fresh, metric=metric)
    due_at = clock.due_at.isoformat() if clock.due_at else None
    return [fresh.state, due_at, clock.state, [each.name for each in differences(fresh)]]
