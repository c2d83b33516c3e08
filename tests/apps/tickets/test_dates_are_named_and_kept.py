"""A date that the vendor names: promised, moved with a reason, kept by a release or by resolving."""

import pytest

from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import resolve
from puntuale.apps.tickets.actions.promising import promise_date, release
from puntuale.apps.tickets.errors import InThePast, NoDateAsked, ReasonMissing
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.promises import expected_freely, readings_of
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

FRIDAY = rome("2026-11-27 18:00")
NEXT_FRIDAY = rome("2026-12-04 18:00")


@pytest.fixture
def gold(cast: Cast) -> Cast:
    covered(cast.brembo, in_force("gold"))
    return cast


@pytest.fixture
def bug(gold: Cast) -> Ticket:
    return asked(gold, product=gold.planner, type="bug")


def patch(ticket: Ticket) -> TicketClock:
    return TicketClock.objects.get(ticket=ticket, metric="patch")


def named(ticket: Ticket, cast: Cast, at: str, **facts: object) -> None:
    values = {"metric": "patch", "due_at": FRIDAY, "by": cast.elena, "at": rome(at), **facts}
    promise_date(ticket, **values)  # type: ignore[arg-type]


def test_a_date_that_was_named_is_a_promise_and_the_customer_is_told(
    gold: Cast, bug: Ticket
) -> None:
    assert patch(bug).due_at is None

    named(bug, gold, "2026-11-23 11:00")

    assert patch(bug).due_at == FRIDAY
    assert Job.objects.filter(kind="mail.date").count() == 1


def test_moving_it_needs_a_reason_and_every_move_stays_in_the_history(
    gold: Cast, bug: Ticket
) -> None:
    named(bug, gold, "2026-11-23 11:00")
    with pytest.raises(ReasonMissing):
        named(bug, gold, "2026-11-25 11:00", due_at=NEXT_FRIDAY, reason=" ")

    named(bug, gold, "2026-11-25 11:00", due_at=NEXT_FRIDAY, reason="A second fault was found.")

    moves = [row.data for row in bug.events.filter(kind="promised")]
    assert [row["before"] for row in moves] == [None, FRIDAY.isoformat()]
    assert moves[1]["reason"] == "A second fault was found."
    assert patch(bug).due_at == NEXT_FRIDAY


def test_moving_it_afterwards_heals_nothing(gold: Cast, bug: Ticket) -> None:
    named(bug, gold, "2026-11-23 11:00")

    named(bug, gold, "2026-11-28 09:00", due_at=NEXT_FRIDAY, reason="Late.")

    assert (patch(bug).state, patch(bug).breached_at) == ("breached", FRIDAY)


def test_a_date_that_has_passed_cannot_be_promised(gold: Cast, bug: Ticket) -> None:
    with pytest.raises(InThePast):
        named(bug, gold, "2026-11-27 18:00")

    assert patch(bug).due_at is None


@pytest.mark.parametrize("keep", ["release", "resolve"])
def test_a_release_keeps_it_and_so_does_resolving(gold: Cast, bug: Ticket, keep: str) -> None:
    named(bug, gold, "2026-11-23 11:00")

    if keep == "release":
        release(bug, name="5.2.1", by=gold.elena, at=FRIDAY)
    else:
        resolve(bug, by=gold.elena, at=FRIDAY)

    assert (patch(bug).state, patch(bug).met_at) == ("met", FRIDAY)


def test_what_was_kept_takes_no_other_date(gold: Cast, bug: Ticket) -> None:
    release(bug, name="5.2.1", by=gold.elena, at=rome("2026-11-24 10:00"))

    with pytest.raises(NoDateAsked):
        named(bug, gold, "2026-11-24 11:00")


def test_an_agreement_that_waits_for_no_date_takes_none(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")

    with pytest.raises(NoDateAsked):
        named(ticket, cast, "2026-11-23 11:00")

    assert not ticket.events.filter(kind="promised").exists()


def test_a_solution_that_nobody_promised_may_be_expected_and_is_never_late(cast: Cast) -> None:
    in_force("standard-services", standard=True)
    ticket = asked(cast, type="T1")

    named(ticket, cast, "2026-11-23 11:00", metric="resolution")
    with pytest.raises(ReasonMissing):
        named(ticket, cast, "2026-11-24 11:00", metric="resolution", due_at=NEXT_FRIDAY)
    named(
        ticket, cast, "2026-11-24 11:00", metric="resolution", due_at=NEXT_FRIDAY, reason="Later."
    )

    later = readings_of(ticket, now=rome("2026-12-24 11:00"))
    assert expected_freely(ticket, later) == NEXT_FRIDAY
    assert not TicketClock.objects.filter(ticket=ticket, metric="resolution").exists()
    assert [row.data["binding"] for row in ticket.events.filter(kind="promised")] == [False, False]


def test_where_a_solution_is_promised_none_is_merely_expected(cast: Cast) -> None:
    covered(cast.brembo, in_force("suite-sla"))
    ticket = asked(cast, product=cast.planner, type="bug", severity="P1")

    with pytest.raises(NoDateAsked):
        named(ticket, cast, "2026-11-23 11:00", metric="resolution")
