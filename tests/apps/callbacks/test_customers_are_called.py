"""Calls are tried one at a time, at the right hours, as often as the agreement says."""

from datetime import timedelta
from typing import Any

import pytest

from puntuale.apps.callbacks.actions import (
    ask_for_call,
    end_call,
    give_up_call,
    note_answered,
    start_call,
    withdraw_call,
)
from puntuale.apps.callbacks.errors import BeingCalled, CallAskedAlready, NoCall, TooEarly
from puntuale.apps.callbacks.models import CallAttempt, Callback
from puntuale.apps.callbacks.queries import calls_to_make
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import close_ticket
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.errors import AlreadyClosed
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.reckoning import differences
from puntuale.apps.work.models import Kind, Timing
from tests.cast import Cast, covered, in_force, rome

PHONE = "+390351234567"
ASKED = rome("2026-11-28 23:30")


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """A Saturday night under Direct Support."""
    covered(cast.alpine, in_force("direct-support"))
    request = NewRequest(
        contact=cast.maja,
        subject="Terminal",
        text="It does not ring.",
        channel=Ticket.Channel.PORTAL,
        language="en",
    )
    return open_ticket(request, at=ASKED)


@pytest.fixture
def callback(ticket: Ticket, cast: Cast) -> Callback:
    return ask_for_call(ticket, phone=PHONE, by=cast.maja, at=ASKED)


def tried(
    callback: Callback,
    cast: Cast,
    wall: str,
    outcome: str = "no_answer",
    lasts: int = 1,
    **facts: Any,
) -> CallAttempt:
    at = rome(wall)
    attempt = start_call(callback, by=cast.davide, at=at, **facts)
    end_call(attempt, outcome, at=at + timedelta(minutes=lasts))
    callback.refresh_from_db()
    return attempt


def test_at_night_nobody_is_called(callback: Callback, cast: Cast) -> None:
    assert callback.call_at == rome("2026-11-29 08:00")
    with pytest.raises(TooEarly):
        start_call(callback, by=cast.davide, at=rome("2026-11-29 07:59"))
    assert start_call(callback, by=cast.davide, at=rome("2026-11-29 08:00")).number == 1


def test_three_unanswered_calls_keep_the_promises_then_a_mail_goes_and_the_customer_decides(
    callback: Callback, cast: Cast
) -> None:
    """D-45 and C-50."""
    tried(callback, cast, "2026-11-29 09:00")
    assert (callback.state, callback.call_at) == ("scheduled", rome("2026-11-29 09:30"))
    tried(callback, cast, "2026-11-29 13:00", "voicemail")
    assert not Job.objects.filter(kind="mail.unreached").exists()
    tried(callback, cast, "2026-11-29 19:00")

    ticket = Ticket.objects.get()
    assert callback.state == Callback.State.EXHAUSTED
    assert ticket.state == Ticket.State.WAITING_CUSTOMER
    assert Job.objects.filter(kind="mail.unreached").count() == 1
    for metric in ("response", "callback"):
        clock = ticket.clocks.get(metric=metric, binding=True)
        assert (clock.state, clock.met_at) == ("met", rome("2026-11-29 09:00"))
    assert not Timing.objects.exists()
    with pytest.raises(BeingCalled):
        start_call(callback, by=cast.davide, at=rome("2026-11-29 19:40"))


def test_between_two_attempts_there_is_half_an_hour(callback: Callback, cast: Cast) -> None:
    tried(callback, cast, "2026-11-29 09:00")

    with pytest.raises(TooEarly):
        start_call(callback, by=cast.davide, at=rome("2026-11-29 09:29"))
    assert start_call(callback, by=cast.davide, at=rome("2026-11-29 09:30")).number == 2


def test_an_answered_call_proposes_its_time_and_bills_nothing_by_itself(
    callback: Callback, cast: Cast
) -> None:
    attempt = start_call(callback, by=cast.davide, at=rome("2026-11-29 09:00"))
    note_answered(attempt, at=rome("2026-11-29 09:01"))
    end_call(attempt, "answered", at=rome("2026-11-29 09:18"))

    proposed = Timing.objects.get()
    assert (proposed.kind, proposed.worker) == (Kind.CALL, cast.davide)
    assert proposed.started_at == rome("2026-11-29 09:01")
    assert proposed.ended_at == rome("2026-11-29 09:18")
    callback.refresh_from_db()
    assert callback.state == Callback.State.REACHED
    assert Ticket.objects.get().assignee == cast.davide


@pytest.mark.parametrize("outcome", ["answered", "no_answer"])
def test_what_is_kept_after_a_call_is_what_its_history_says(
    callback: Callback, cast: Cast, outcome: str
) -> None:
    tried(callback, cast, "2026-11-29 09:00", outcome)

    ticket = Ticket.objects.get()
    assert ticket.taken_at == rome("2026-11-29 09:00")
    assert not differences(ticket)


def test_only_one_calls_at_a_time(callback: Callback, cast: Cast) -> None:
    """R-21; many at once are tried in test_two_want_to_call.py."""
    start_call(callback, by=cast.davide, at=rome("2026-11-29 09:00"))

    with pytest.raises(BeingCalled):
        start_call(callback, by=cast.tone, at=rome("2026-11-29 09:00"))
    with pytest.raises(BeingCalled):
        withdraw_call(callback, by=cast.maja, at=rome("2026-11-29 09:01"))
    assert CallAttempt.objects.count() == 1


def test_a_call_that_was_not_made_leaves_nothing_behind(callback: Callback, cast: Cast) -> None:
    attempt = start_call(callback, by=cast.davide, at=rome("2026-11-29 09:00"))
    give_up_call(attempt)

    assert start_call(callback, by=cast.tone, at=rome("2026-11-29 09:01")).number == 1
    with pytest.raises(NoCall):
        end_call(attempt, "no_answer", at=rome("2026-11-29 09:02"))


def test_an_attempt_ends_once(callback: Callback, cast: Cast) -> None:
    attempt = tried(callback, cast, "2026-11-29 09:00", "answered", 10)

    with pytest.raises(NoCall):
        end_call(attempt, "answered", at=rome("2026-11-29 09:20"))
    assert Timing.objects.count() == 1


def test_one_call_waits_on_a_request(callback: Callback, ticket: Ticket, cast: Cast) -> None:
    with pytest.raises(CallAskedAlready):
        ask_for_call(ticket, phone=PHONE, by=cast.elena, at=ASKED)

    withdraw_call(callback, by=cast.maja, at=ASKED)
    assert ask_for_call(ticket, phone=PHONE, by=cast.maja, at=ASKED).pk != callback.pk


def test_a_wish_is_kept_and_binds_nobody(ticket: Ticket, cast: Cast) -> None:
    callback = ask_for_call(
        ticket, phone=PHONE, by=cast.maja, at=ASKED, wanted_from=rome("2026-11-30 14:00")
    )

    assert callback.call_at == rome("2026-11-30 14:00")
    assert start_call(callback, by=cast.davide, at=rome("2026-11-30 10:00")).number == 1


def test_asking_for_a_call_after_the_mail_goes_on(
    callback: Callback, ticket: Ticket, cast: Cast
) -> None:
    for wall in ("2026-11-29 09:00", "2026-11-29 13:00", "2026-11-29 19:00"):
        tried(callback, cast, wall)
    customer_writes(
        Ticket.objects.get(), contact=cast.maja, text="Tomorrow", at=rome("2026-11-29 20:00")
    )
    again = ask_for_call(ticket, phone=PHONE, by=cast.maja, at=rome("2026-11-29 20:01"))

    assert Ticket.objects.get().state == Ticket.State.IN_PROGRESS
    assert again.call_at == rome("2026-11-30 08:00")
    assert start_call(again, by=cast.davide, at=rome("2026-11-30 09:00")).number == 1


def test_a_closed_request_is_called_about_no_more(
    callback: Callback, ticket: Ticket, cast: Cast
) -> None:
    close_ticket(ticket, by=cast.davide, at=rome("2026-11-29 08:30"))

    with pytest.raises(AlreadyClosed):
        start_call(callback, by=cast.davide, at=rome("2026-11-29 09:00"))
    assert not calls_to_make(cast.davide)


def test_calls_on_restricted_requests_are_for_their_group(
    callback: Callback, ticket: Ticket, cast: Cast
) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)

    assert list(calls_to_make(cast.tone)) == [callback]
    assert not calls_to_make(cast.davide)
