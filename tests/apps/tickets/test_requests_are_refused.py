"""Not taking a request on: with a reason of its agreement, for good unless the vendor takes it back."""

import pytest

from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import classify, reopen
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.errors import FinalForCustomers, UnknownClass, UnknownReason
from puntuale.apps.tickets.models import Notice, Ticket, TicketClock
from puntuale.apps.tickets.refusals import reasons_for, refusal_of
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

ELEVEN = rome("2026-11-23 11:00")
NOON = rome("2026-11-23 12:00")


@pytest.fixture
def suite(cast: Cast) -> Ticket:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return asked(cast, product=cast.planner, type="bug", severity="P1")


@pytest.fixture
def standard(cast: Cast) -> Ticket:
    in_force("standard-services", standard=True)
    return asked(cast, type="T2")


def test_the_reasons_are_those_of_the_agreement(standard: Ticket) -> None:
    assert list(reasons_for(standard)) == ["technically_unfeasible", "out_of_scope"]


def test_where_it_lists_none_the_usual_ones_and_its_types_that_end_a_request(
    suite: Ticket,
) -> None:
    reasons = reasons_for(suite)

    assert list(reasons) == ["technically_unfeasible", "out_of_scope", "not_ours", "declined"]
    assert reasons["not_ours"]["it"] == "Non di nostra competenza"
    assert reasons["out_of_scope"] == {}


def test_a_reason_of_somebody_elses_agreement_is_refused(cast: Cast, standard: Ticket) -> None:
    with pytest.raises(UnknownReason):
        reject(standard, reason="not_ours", by=cast.elena, at=ELEVEN)

    assert Ticket.objects.get(pk=standard.pk).is_open


def test_refusing_cancels_the_clocks_and_tells_the_customer(cast: Cast, standard: Ticket) -> None:
    reject(standard, reason="out_of_scope", text="Ask Cantori.", by=cast.elena, at=ELEVEN)

    standard.refresh_from_db()
    assert standard.state == Ticket.State.REJECTED
    assert TicketClock.objects.get(ticket=standard).state == "cancelled"
    assert Job.objects.filter(kind="mail.refused").count() == 1
    refusal = refusal_of(standard)
    assert refusal is not None
    assert (refusal.code, refusal.said) == ("out_of_scope", "Ask Cantori.")


def test_a_type_that_ends_a_request_is_chosen_with_the_reason_and_not_before(
    cast: Cast, suite: Ticket
) -> None:
    with pytest.raises(UnknownClass):
        classify(
            suite, type="not_ours", severity="P1", cause="correction", by=cast.elena, at=ELEVEN
        )

    reject(suite, reason="not_ours", by=cast.elena, at=ELEVEN)

    suite.refresh_from_db()
    assert (suite.state, suite.type) == (Ticket.State.REJECTED, "not_ours")


def test_what_the_customer_did_not_accept_is_declined(cast: Cast, suite: Ticket) -> None:
    reject(suite, reason="declined", by=cast.elena, at=ELEVEN)

    suite.refresh_from_db()
    assert (suite.state, suite.type) == (Ticket.State.DECLINED, "declined")
    assert suite.events.filter(kind="declined").exists()
    assert Job.objects.filter(kind="mail.declined").exists()


def test_only_the_vendor_takes_it_back_and_everything_goes_on(cast: Cast, suite: Ticket) -> None:
    reject(suite, reason="not_ours", by=cast.elena, at=ELEVEN)
    with pytest.raises(FinalForCustomers):
        reopen(suite, by=cast.giulia, at=NOON)

    reopen(suite, by=cast.elena, at=NOON)

    suite.refresh_from_db()
    assert (suite.state, suite.type) == (Ticket.State.IN_PROGRESS, "bug")
    resolution = TicketClock.objects.get(ticket=suite, metric="resolution")
    assert (resolution.state, resolution.due_at) == ("running", rome("2026-11-24 11:00"))


def test_words_of_the_customer_reach_whoever_refused_and_reopen_nothing(
    cast: Cast, standard: Ticket
) -> None:
    reject(standard, reason="out_of_scope", by=cast.davide, at=ELEVEN)

    customer_writes(standard, contact=cast.giulia, text="Ma perché?", at=NOON)

    standard.refresh_from_db()
    assert standard.state == Ticket.State.REJECTED
    assert Notice.objects.get(kind="customer_wrote").user == cast.davide
    assert standard.messages.filter(text="Ma perché?").exists()


def test_words_on_what_nobody_refused_reach_the_managers(cast: Cast) -> None:
    covered(cast.brembo, in_force("direct-support"))
    ticket = asked(cast)

    customer_writes(ticket, contact=cast.giulia, text="Ma perché?", at=NOON)

    assert Ticket.objects.get(pk=ticket.pk).state == Ticket.State.REJECTED
    assert Notice.objects.get(kind="customer_wrote").user == cast.elena
