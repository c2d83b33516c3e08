"""A request's promises, from its stored history through the core to the caches of lists."""

from collections.abc import Mapping
from datetime import date

import pytest

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.starters import starter
from puntuale.apps.tickets.actions.deciding import (
    classify,
    close_ticket,
    reopen,
    resolve,
    take_charge,
)
from puntuale.apps.tickets.actions.refreshing import wake
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.writing import answer, customer_writes
from puntuale.apps.tickets.errors import UnknownClass
from puntuale.apps.tickets.models import Notice, Ticket, TicketClock
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome


@pytest.fixture
def suite(cast: Cast) -> Cast:
    """Tessitura Brembo is covered by the suite's agreement, everybody else by the standard one."""
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    in_force("standard-services", standard=True)
    return cast


def clock(ticket: Ticket, metric: str) -> TicketClock:
    return TicketClock.objects.get(ticket=ticket, metric=metric, binding=True)


def fates(ticket: Ticket) -> Mapping[str, str]:
    return {row["agreement"]: row["why"] for row in ticket.entitlement["candidates"]}


def test_a_dedicated_agreement_wins_and_the_standard_one_is_named(suite: Cast) -> None:
    ticket = asked(suite, product=suite.planner)

    assert ticket.version is not None
    assert ticket.version.agreement.code == "suite-sla"
    assert fates(ticket) == {"suite-sla": "won", "standard-services": "not_needed"}


def test_who_is_covered_by_nothing_runs_under_the_standard_agreement(suite: Cast) -> None:
    ticket = asked(suite, contact=suite.maja)

    assert ticket.version is not None
    assert ticket.version.agreement.code == "standard-services"


def test_without_any_agreement_the_request_is_kept_and_nothing_is_promised(cast: Cast) -> None:
    ticket = asked(cast)

    assert (ticket.version, ticket.next_due_at, ticket.is_open) == (None, None, True)


def test_the_clock_of_a_new_request_is_stored_with_its_due_instant(suite: Cast) -> None:
    ticket = asked(suite)

    assert clock(ticket, "response").due_at == rome("2026-11-23 11:00")
    assert (ticket.next_metric, ticket.next_due_at) == ("response", rome("2026-11-23 11:00"))
    assert ticket.near_at == rome("2026-11-23 10:45")
    assert ticket.clock_wakes_at == ticket.near_at


def test_taking_charge_keeps_the_promise_of_a_first_reply(suite: Cast) -> None:
    ticket = asked(suite)

    take_charge(ticket, by=suite.elena, at=rome("2026-11-23 10:41"))

    kept = clock(ticket, "response")
    ticket.refresh_from_db()
    assert (kept.state, kept.met_at) == ("met", rome("2026-11-23 10:41"))
    assert ticket.next_metric == "resolution"


def test_waiting_for_the_customer_moves_the_solution(suite: Cast) -> None:
    ticket = asked(suite)
    answer(ticket, by=suite.elena, text="Quale?", then="wait", at=rome("2026-11-23 12:00"))
    ticket.refresh_from_db()
    assert (ticket.next_state, ticket.next_due_at) == ("paused", None)

    customer_writes(ticket, contact=suite.giulia, text="Questa.", at=rome("2026-11-24 15:00"))

    assert clock(ticket, "resolution").due_at == rome("2026-11-25 11:30")


def test_resolving_late_is_said(suite: Cast) -> None:
    ticket = asked(suite)

    resolve(ticket, by=suite.elena, at=rome("2026-11-24 10:01"))

    late = clock(ticket, "resolution")
    assert (late.state, late.breached_at) == ("met_late", rome("2026-11-24 10:00"))


def test_reopening_resumes_what_was_left(suite: Cast) -> None:
    ticket = asked(suite)
    resolve(ticket, by=suite.elena, at=rome("2026-11-23 12:00"))

    reopen(ticket, by=suite.giulia, at=rome("2026-11-24 15:00"))

    assert clock(ticket, "resolution").due_at == rome("2026-11-25 11:30")


def test_a_correction_judges_from_the_start(suite: Cast) -> None:
    ticket = asked(suite)
    facts = {"type": "bug", "cause": "correction", "by": suite.elena}

    classify(ticket, severity="P3", **facts, at=rome("2026-11-23 10:10"))

    ticket.refresh_from_db()
    assert clock(ticket, "response").due_at == rome("2026-11-24 10:00")
    assert ticket.classified_at == rome("2026-11-23 10:10")


def test_a_class_that_the_agreement_does_not_know_is_refused(suite: Cast) -> None:
    ticket = asked(suite)
    facts = {"cause": "correction", "by": suite.elena, "at": rome("2026-11-23 10:10")}

    with pytest.raises(UnknownClass):
        classify(ticket, type="bug", severity="S9", **facts)

    assert clock(ticket, "response").due_at == rome("2026-11-23 11:00")


def test_a_vulnerability_is_restricted_from_the_moment_it_is_recognised(suite: Cast) -> None:
    ticket = asked(suite)

    classify(
        ticket,
        type="vulnerability",
        severity="P1",
        cause="correction",
        by=suite.tone,
        at=rome("2026-11-23 10:10"),
    )

    ticket.refresh_from_db()
    assert ticket.is_restricted


def test_a_refused_request_promises_nothing_any_more(suite: Cast) -> None:
    ticket = asked(suite)

    reject(ticket, reason="not_ours", by=suite.elena, at=rome("2026-11-23 10:10"))

    ticket.refresh_from_db()
    assert clock(ticket, "response").state == "cancelled"
    assert (ticket.next_due_at, ticket.clock_wakes_at) == (None, None)


def test_a_request_by_telephone_is_refused_where_the_agreement_says_so(suite: Cast) -> None:
    ticket = asked(suite, contact=suite.maja, channel=Ticket.Channel.PHONE)

    assert ticket.state == Ticket.State.REJECTED
    assert ticket.events.get(kind="rejected").data["reason"] == "channel_refused"


def test_the_worker_tells_the_assignee_that_a_promise_is_near_and_then_late(suite: Cast) -> None:
    ticket = asked(suite)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=suite.davide)

    for minute in ("10:45", "10:46", "11:01"):
        wake(ticket, at=rome(f"2026-11-23 {minute}"))

    notices = Notice.objects.filter(user=suite.davide).order_by("pk")
    told = list(notices.values_list("kind", flat=True))
    assert told == ["promise_near", "promise_late"]


def test_the_worker_has_nothing_to_wake_once_everything_is_closed(suite: Cast) -> None:
    ticket = asked(suite)

    close_ticket(ticket, by=suite.elena, at=rome("2026-11-23 10:30"))

    ticket.refresh_from_db()
    assert ticket.clock_wakes_at is None


def test_a_closure_announced_after_the_request_moves_nothing(suite: Cast) -> None:
    before = asked(suite)
    announce_closure(
        code="strike",
        first_date=date(2026, 11, 24),
        last_date=date(2026, 11, 24),
        by=suite.elena,
        at=rome("2026-11-23 10:30"),
    )
    take_charge(before, by=suite.elena, at=rome("2026-11-23 10:40"))

    assert clock(before, "resolution").due_at == rome("2026-11-24 10:00")


def test_a_running_request_stays_on_its_version(suite: Cast) -> None:
    ticket = asked(suite)
    version = AgreementVersion.objects.get(agreement__code="suite-sla")
    looser = starter("suite-sla").replace("within: 1 wd", "within: 3 wd")
    draft = keep_draft(version.agreement, looser, by=suite.elena, at=rome("2026-11-23 12:00"))
    activate(
        draft, valid_from=rome("2026-11-23 12:00"), by=suite.elena, at=rome("2026-11-23 12:00")
    )

    take_charge(ticket, by=suite.elena, at=rome("2026-11-23 12:30"))
    later = asked(suite, at="2026-11-23 12:30")

    assert clock(ticket, "resolution").due_at == rome("2026-11-24 10:00")
    assert clock(later, "resolution").due_at == rome("2026-11-26 12:30")


def test_what_its_customer_ends_is_promised_no_longer(suite: Cast) -> None:
    ticket = asked(suite, product=suite.planner, type="bug", severity="P1")
    close_ticket(ticket, by=suite.giulia, at=rome("2026-11-23 10:20"), because="customer")

    assert clock(ticket, "response").state == "cancelled"
    assert clock(ticket, "resolution").state == "met"

    reopen(ticket, by=suite.giulia, at=rome("2026-11-23 12:20"))

    assert clock(ticket, "response").due_at == rome("2026-11-23 13:00")
    assert clock(ticket, "resolution").due_at == rome("2026-11-24 12:00")
