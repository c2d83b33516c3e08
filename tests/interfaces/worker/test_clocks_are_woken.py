"""The worker reads the clocks of a request again when their next change has come."""

from datetime import timedelta

import pytest

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.tickets.actions.deciding import take_charge
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.models import Notice, Ticket, TicketClock
from puntuale.interfaces.worker import duties
from puntuale.interfaces.worker.duties import wake_next_clock
from tests.apps.tickets.stories import asked
from tests.cast import covered, in_force, rome

MONDAY = rome("2026-11-23 10:00")


@pytest.fixture
def ticket(cast) -> Ticket:
    return asked(cast)


def wakes(ticket: Ticket, at) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(clock_wakes_at=at)


def test_nothing_is_done_before_a_clock_wakes(ticket):
    wakes(ticket, MONDAY + timedelta(seconds=1))

    assert not wake_next_clock(MONDAY)


def test_a_clock_whose_change_has_come_is_read_and_rests(ticket):
    wakes(ticket, MONDAY)

    assert wake_next_clock(MONDAY)

    ticket.refresh_from_db()
    assert ticket.clock_wakes_at is None or ticket.clock_wakes_at > MONDAY
    assert not wake_next_clock(MONDAY)


def test_a_request_that_cannot_be_read_rests_for_an_hour_and_the_others_go_on(
    ticket, cast, monkeypatch
):
    other = asked(cast, contact=cast.maja)
    wakes(ticket, MONDAY - timedelta(minutes=5))
    wakes(other, MONDAY)
    read = duties.wake

    def unreadable(woken: Ticket, *, at) -> None:
        if woken.pk == ticket.pk:
            Agreement.objects.create(code="half")
            raise ValueError("the agreement of this request is broken")
        read(woken, at=at)

    monkeypatch.setattr(duties, "wake", unreadable)

    assert wake_next_clock(MONDAY)
    assert wake_next_clock(MONDAY)
    assert not wake_next_clock(MONDAY)

    ticket.refresh_from_db()
    assert ticket.clock_wakes_at == MONDAY + timedelta(hours=1)
    assert not Agreement.objects.filter(code="half").exists()


@pytest.fixture
def promised(cast) -> Ticket:
    """Asked on Monday at 10:00, a first reply promised by 11:00, near from 10:45; Davide's."""
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    ticket = asked(cast)
    assign(ticket, to=cast.davide, by=cast.elena, at=MONDAY)
    Notice.objects.all().delete()
    return ticket


def everything_due(at) -> None:
    while wake_next_clock(at):
        pass


def told() -> list[str]:
    return list(Notice.objects.order_by("id").values_list("kind", flat=True))


def response(ticket: Ticket) -> TicketClock:
    return TicketClock.objects.get(ticket=ticket, metric="response")


def test_the_assignee_is_told_once_when_a_promise_is_near_and_once_when_it_is_late(promised):
    for minute in range(44, 65):
        everything_due(MONDAY + timedelta(minutes=minute))
        if minute == 44:
            assert told() == []

    assert told() == ["promise_near", "promise_late"]


def test_after_three_hours_without_a_worker_each_is_told_once_and_dated_as_it_fell(promised):
    for _ in range(2):
        everything_due(MONDAY + timedelta(hours=3))

    assert told() == ["promise_late"]
    assert response(promised).breached_at == rome("2026-11-23 11:00")


def test_a_reply_at_the_due_instant_keeps_the_promise_whenever_the_worker_looks(promised, cast):
    everything_due(rome("2026-11-23 11:00"))
    take_charge(promised, by=cast.davide, at=rome("2026-11-23 11:00"))
    everything_due(rome("2026-11-23 15:00"))

    assert (response(promised).state, response(promised).breached_at) == ("met", None)


def test_a_reply_just_too_late_is_late_although_no_worker_had_looked(promised, cast):
    take_charge(promised, by=cast.davide, at=rome("2026-11-23 11:01"))

    assert response(promised).state == "met_late"
    assert response(promised).breached_at == rome("2026-11-23 11:00")
