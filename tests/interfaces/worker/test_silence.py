"""A customer who does not answer is reminded, and the request is closed after the stated time."""

from datetime import datetime, timedelta

import pytest

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.jobs.models import Job
from puntuale.apps.tickets.actions.deciding import resolve
from puntuale.apps.tickets.actions.silence import close_silent
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import customer_writes
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.silence import Patience
from puntuale.interfaces.worker import silence
from tests.apps.tickets.stories import asked
from tests.cast import rome

MONDAY = rome("2026-11-23 10:00")
CUSTOMER = Ticket.State.WAITING_CUSTOMER


def after(days: float, **more: float) -> datetime:
    return MONDAY + timedelta(days=days, **more)


@pytest.fixture
def ticket(cast) -> Ticket:
    ticket = asked(cast, contact=cast.maja)
    Job.objects.all().delete()
    return ticket


def look(at: datetime) -> list[str]:
    """The mails that the look at `at` left."""
    before = set(Job.objects.values_list("pk", flat=True))
    silence.handle({}, at=at, job_id=1)
    kinds = Job.objects.exclude(pk__in=before).filter(kind__startswith="mail.")
    return list(kinds.values_list("kind", flat=True))


def state_of(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).state


def test_the_reminder_goes_out_after_the_stated_days_and_only_once(ticket, cast):
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)

    assert look(after(3, seconds=-1)) == []
    assert look(after(3)) == ["mail.reminder"]
    assert look(after(4)) == []


def test_after_the_reminder_and_the_stated_days_the_request_is_closed(ticket, cast):
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)
    look(after(3))

    assert look(after(10, seconds=-1)) == []
    assert look(after(10)) == ["mail.closed"]
    assert state_of(ticket) == "closed"


def test_a_request_is_not_closed_without_a_reminder_after_days_without_a_worker(ticket, cast):
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)

    assert look(after(20)) == ["mail.reminder"]
    assert look(after(26)) == []
    assert look(after(27)) == ["mail.closed"]


def test_an_answer_ends_the_silence(ticket, cast):
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)
    look(after(3))
    customer_writes(ticket, contact=cast.maja, text="Here it is.", at=after(5))

    assert look(after(12)) == []
    assert state_of(ticket) == "in_progress"


def test_an_answer_in_the_same_second_wins(ticket, cast):
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)
    look(after(3))
    found_due = Ticket.objects.get(pk=ticket.pk)
    customer_writes(ticket, contact=cast.maja, text="Here it is.", at=after(10))

    assert not close_silent(found_due, Patience(3, 10), after(10))
    assert state_of(ticket) == "in_progress"


def test_a_solved_request_is_closed_without_a_reminder(ticket, cast):
    resolve(ticket, by=cast.davide, at=MONDAY)
    look(MONDAY)

    assert look(after(4)) == []
    assert look(after(10)) == ["mail.closed"]


def test_waiting_for_somebody_else_is_no_silence_of_the_customer(ticket, cast):
    wait_for(ticket, Ticket.State.WAITING_THIRD_PARTY, by=cast.davide, at=MONDAY)

    assert look(after(30)) == []


def test_nought_days_mean_never(ticket, cast):
    Vendor.objects.update(reminder_after_days=0, closes_after_days=0)
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)

    assert look(after(400)) == []


def test_without_reminders_the_request_is_closed_all_the_same(ticket, cast):
    Vendor.objects.update(reminder_after_days=0)
    wait_for(ticket, CUSTOMER, by=cast.davide, at=MONDAY)

    assert look(after(10)) == ["mail.closed"]
