"""The worker reads the clocks of a request again when their next change has come."""

from datetime import timedelta

import pytest

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.worker import duties
from puntuale.interfaces.worker.duties import wake_next_clock
from tests.apps.tickets.stories import asked
from tests.cast import rome

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
