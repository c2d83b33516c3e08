"""Races of clocks and agreements, by the ids of readings.md 5.2, on whichever database it runs."""

from datetime import datetime, timedelta

import pytest

from puntuale.apps.agreements.actions import activate, keep_draft
from puntuale.apps.agreements.closures import announce_closure
from puntuale.apps.agreements.models import Agreement
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
from puntuale.apps.tickets.actions.silence import close_silent
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import answer, customer_writes
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.promises import readings_of
from puntuale.apps.tickets.silence import Patience
from tests.apps.tickets.stories import asked
from tests.cast import Cast, covered, in_force, rome

MICROSECOND = timedelta(microseconds=1)


def suite(cast: Cast) -> Cast:
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return cast


def bug(cast: Cast, at: str = "2026-11-23 10:00") -> Ticket:
    return asked(cast, at, product=cast.planner, type="bug", severity="P1")


def clock(ticket: Ticket, metric: str) -> TicketClock:
    return TicketClock.objects.get(ticket=ticket, metric=metric)


def test_r_09_a_reply_at_the_second_of_closing_wins(cast: Cast) -> None:
    ticket = bug(suite(cast))
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=rome("2026-11-23 12:00"))
    second = rome("2026-12-03 12:00")

    customer_writes(ticket, contact=cast.giulia, text="Eccomi.", at=second)
    closed = close_silent(ticket, Patience(0, 10), second)

    assert not closed
    assert Ticket.objects.get(pk=ticket.pk).state == Ticket.State.IN_PROGRESS


def test_r_09_a_reply_after_the_closing_of_that_second_leaves_the_clock_as_if_never_closed(
    cast: Cast,
) -> None:
    suite(cast)
    second = rome("2026-11-23 12:00")
    never_closed, ticket = bug(cast), bug(cast)

    close_ticket(ticket, by=None, at=second, because="silence")
    for each in (never_closed, ticket):
        customer_writes(each, contact=cast.giulia, text="Eccomi.", at=second)

    due = [clock(each, "resolution").due_at for each in (never_closed, ticket)]
    assert due == [rome("2026-11-24 10:00")] * 2


def test_r_09_a_reply_long_after_the_closing_by_silence_lets_the_clock_go_on(cast: Cast) -> None:
    """2 of 8 hours were used when it was asked back; the other 6 count from the reply on."""
    ticket = bug(suite(cast))
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=rome("2026-11-23 12:00"))
    close_silent(ticket, Patience(0, 10), rome("2026-12-03 12:00"))

    customer_writes(ticket, contact=cast.giulia, text="Eccomi.", at=rome("2026-12-09 09:00"))

    found = clock(ticket, "resolution")
    assert (found.state, found.due_at) == ("running", rome("2026-12-09 16:30"))


def test_what_was_not_accepted_while_it_waited_goes_on_when_it_is_taken_back(cast: Cast) -> None:
    ticket = bug(suite(cast))
    wait_for(ticket, Ticket.State.WAITING_CUSTOMER, by=cast.elena, at=rome("2026-11-23 12:00"))
    reject(ticket, reason="out_of_scope", by=cast.elena, at=rome("2026-11-24 12:00"))

    reopen(ticket, by=cast.elena, at=rome("2026-12-09 09:00"))

    found = clock(ticket, "resolution")
    assert (found.state, found.due_at) == ("running", rome("2026-12-09 16:30"))


@pytest.mark.parametrize(
    ("deed", "state"),
    [
        (rome("2026-11-23 11:00") - MICROSECOND, "met"),
        (rome("2026-11-23 11:00"), "met"),
        (rome("2026-11-23 11:00") + MICROSECOND, "met_late"),
    ],
)
def test_r_10_a_breach_that_was_looked_for_first_is_no_breach(
    cast: Cast, deed: datetime, state: str
) -> None:
    """The worker looked at 11:05; the deed is dated by when it was done, not by when it was read."""
    ticket = bug(suite(cast))
    wake(ticket, at=rome("2026-11-23 11:05"))
    assert clock(ticket, "response").state == "breached"

    answer(ticket, by=cast.elena, text="Eccoci.", at=deed)

    response = clock(ticket, "response")
    assert (response.state, response.met_at) == (state, deed)


def test_r_10_a_worker_that_comes_days_late_finds_the_breach_where_it_was(cast: Cast) -> None:
    ticket = bug(suite(cast))

    wake(ticket, at=rome("2026-11-30 10:00"))

    assert clock(ticket, "response").breached_at == rome("2026-11-23 11:00")


def test_r_11_a_breach_that_is_looked_for_with_old_knowledge_sees_the_new_severity(
    cast: Cast,
) -> None:
    ticket = bug(suite(cast))
    old = Ticket.objects.get(pk=ticket.pk)
    correction = {"cause": "correction", "by": cast.elena, "at": rome("2026-11-23 10:30")}
    classify(ticket, type="bug", severity="P3", **correction)

    wake(old, at=rome("2026-11-23 11:05"))

    response = clock(ticket, "response")
    assert (response.state, response.due_at) == ("running", rome("2026-11-24 10:00"))


def test_r_11_a_severity_that_changes_after_the_breach_was_found_is_judged_by_the_history(
    cast: Cast,
) -> None:
    ticket = bug(suite(cast))
    old = Ticket.objects.get(pk=ticket.pk)
    wake(ticket, at=rome("2026-11-23 11:05"))

    classify(
        old,
        type="bug",
        severity="P3",
        cause="correction",
        by=cast.elena,
        at=rome("2026-11-23 11:05"),
    )

    said = readings_of(Ticket.objects.get(pk=ticket.pk), now=rome("2026-11-23 11:05"))
    kept = {(each.metric, each.state, each.due_at) for each in ticket.clocks.all()}
    assert kept == {(each.metric.value, each.state.value, each.due_at) for each in said}
    assert clock(ticket, "response").due_at == rome("2026-11-24 10:00")


def second_version(agreement: Agreement, valid_from: datetime) -> None:
    text = (
        starter("suite-sla")
        .replace("within: 1 wh", "within: 2 wh")
        .replace("version: 1", "version: 2")
    )
    draft = keep_draft(agreement, text, by=None, at=valid_from)
    activate(draft, valid_from=valid_from, by=None, at=valid_from)


@pytest.mark.parametrize(
    ("came", "number"),
    [
        (rome("2026-11-23 10:00") - MICROSECOND, 1),
        (rome("2026-11-23 10:00"), 2),
        (rome("2026-11-23 10:00") + MICROSECOND, 2),
    ],
)
def test_r_18_the_version_is_the_one_in_force_when_it_came(
    cast: Cast, came: datetime, number: int
) -> None:
    agreement = in_force("suite-sla")
    covered(cast.brembo, agreement, deployment="cloud")
    second_version(agreement, rome("2026-11-23 10:00"))

    ticket = asked(cast, "2026-11-23 12:00", submitted_at=came, product=cast.planner, type="bug")

    assert ticket.version is not None
    assert ticket.version.number == number


def test_r_18_a_running_request_stays_on_its_version(cast: Cast) -> None:
    agreement = in_force("suite-sla")
    covered(cast.brembo, agreement, deployment="cloud")
    ticket = bug(cast)
    second_version(agreement, rome("2026-11-23 10:20"))

    take_charge(ticket, by=cast.elena, at=rome("2026-11-23 10:40"))

    ticket.refresh_from_db()
    assert ticket.version is not None
    assert ticket.version.number == 1
    assert clock(ticket, "response").due_at == rome("2026-11-23 11:00")


@pytest.mark.parametrize(
    ("announced", "due"),
    [
        (rome("2026-11-23 10:00") - MICROSECOND, "2026-11-26 10:00"),
        (rome("2026-11-23 10:00"), "2026-11-24 10:00"),
        (rome("2026-11-23 10:00") + MICROSECOND, "2026-11-24 10:00"),
    ],
)
def test_r_20_a_closure_counts_if_it_was_announced_strictly_before(
    cast: Cast, announced: datetime, due: str
) -> None:
    by_the_vendor = ("    closures:  ", "    closures:\n      - vendor\n      #")
    covered(cast.brembo, in_force("suite-sla", by_the_vendor), deployment="cloud")
    days = {
        "first_date": rome("2026-11-24 12:00").date(),
        "last_date": rome("2026-11-25 12:00").date(),
    }

    announce_closure(code="moving", **days, by=None, at=announced)
    ticket = bug(cast)

    assert clock(ticket, "resolution").due_at == rome(due)


def test_r_22_where_the_servers_clock_stepped_back_the_sequence_decides(cast: Cast) -> None:
    ticket = bug(suite(cast))
    take_charge(ticket, by=cast.elena, at=rome("2026-11-23 10:40"))

    resolve(ticket, by=cast.elena, at=rome("2026-11-23 10:10"))

    ticket.refresh_from_db()
    assert ticket.last_activity_at == rome("2026-11-23 10:40")
    events = ticket.events.filter(kind__in=["taken", "resolved"])
    sequence = list(events.order_by("sequence").values_list("kind", flat=True))
    assert sequence == ["taken", "resolved"]
    assert clock(ticket, "resolution").met_at == rome("2026-11-23 10:40")
