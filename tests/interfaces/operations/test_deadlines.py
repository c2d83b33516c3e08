"""A promise in hours that never come is told to whoever keeps the installation (X-11)."""

from puntuale.apps.tickets.models import TicketClock
from puntuale.interfaces.operations.probes.promises import deadlines
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

NOON = rome("2026-11-23 12:00")


def test_x_11_a_promise_that_never_falls_due_alerts_with_its_number(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")
    assert deadlines(NOON).level == 0
    TicketClock.objects.filter(ticket=ticket, metric="resolution").update(due_at=None)

    finding = deadlines(NOON)

    assert finding.level == 1
    assert str(ticket.number) in finding.sentence


def test_a_promise_that_waits_for_a_date_is_not_meant(cast: Cast) -> None:
    covered(cast.brembo, in_force("gold"))
    asked(cast, product=cast.planner, type="bug")

    assert deadlines(NOON).level == 0
