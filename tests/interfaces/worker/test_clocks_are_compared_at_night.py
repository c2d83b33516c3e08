"""Every night the clocks of open requests are read again from their histories, and compared."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from puntuale.apps.accounts.models import LogEntry
from puntuale.apps.jobs.queries import last_done
from puntuale.apps.tickets.actions.deciding import (
    close_ticket,
    reopen,
    resolve,
    take_back_closing,
    take_charge,
)
from puntuale.apps.tickets.actions.merging import merge, unmerge
from puntuale.apps.tickets.actions.refusing import reject
from puntuale.apps.tickets.actions.sorting import assign
from puntuale.apps.tickets.actions.waiting import wait_for
from puntuale.apps.tickets.actions.writing import answer, customer_writes, note
from puntuale.apps.tickets.models import Ticket, TicketClock, TicketEvent
from puntuale.apps.tickets.reckoning import COMPARED, differences
from puntuale.interfaces.worker import reckoning
from puntuale.interfaces.worker.duties import wake_next_clock
from puntuale.interfaces.worker.reckoning import handle, open_tickets
from tests.apps.tickets.stories import asked
from tests.cast import covered, in_force, rome

NIGHT = rome("2026-11-24 03:00")


@pytest.fixture
def suite(cast):
    covered(cast.brembo, in_force("suite-sla"), deployment="cloud")
    return cast


@pytest.fixture
def ticket(suite) -> Ticket:
    """Asked on Monday at 10:00, a reply by 11:00, a solution by Tuesday 10:00."""
    return asked(suite)


def compared(at: datetime = NIGHT) -> list[tuple[str, list[str]]]:
    handle({}, at=at, job_id=1)
    return [(entry.subject, sorted(entry.after)) for entry in entries()]


def entries() -> list[LogEntry]:
    return list(LogEntry.objects.filter(what__startswith="clocks.").order_by("id"))


def plant(**columns) -> None:
    Ticket.objects.update(**columns)


def plant_in_clock(**columns) -> None:
    TicketClock.objects.filter(metric="resolution").update(**columns)


HOUR_LATER = rome("2026-11-24 11:00")


@pytest.mark.parametrize(
    ("planted", "name"),
    [
        (lambda: plant(next_due_at=HOUR_LATER), "next_due_at"),
        (lambda: plant(near_at=None), "near_at"),
        (lambda: plant(clock_wakes_at=None), "clock_wakes_at"),
        (lambda: plant(next_state="paused"), "next_state"),
        (lambda: plant(next_metric="patch"), "next_metric"),
        (lambda: plant(owner_side="partner"), "owner_side"),
        (lambda: plant(resolved_at=NIGHT), "resolved_at"),
        (lambda: plant(state="estimating"), "state"),
        (lambda: plant(taken_at=NIGHT), "taken_at"),
        (lambda: plant(waiting_since=NIGHT), "waiting_since"),
        (lambda: plant(raised_at=NIGHT), "raised_at"),
        (lambda: plant_in_clock(due_at=HOUR_LATER), "resolution due_at"),
        (lambda: plant_in_clock(state="breached"), "resolution state"),
        (lambda: plant_in_clock(spent_seconds=1), "resolution spent_seconds"),
        (lambda: plant_in_clock(next_change_at=None), "resolution next_change_at"),
    ],
)
def test_a_difference_is_told_by_its_name_and_put_right(ticket, planted, name):
    planted()

    assert compared() == [(f"#{ticket.number}", [name])]

    ticket.refresh_from_db()
    assert differences(ticket) == []
    assert last_done(COMPARED) == NIGHT


def test_both_values_stand_in_the_log(ticket):
    plant_in_clock(due_at=HOUR_LATER)

    compared()

    (entry,) = entries()
    assert (entry.what, entry.by) == ("clocks.corrected", None)
    assert entry.before == {"resolution due_at": "2026-11-24T10:00:00+00:00"}
    assert entry.after == {"resolution due_at": "2026-11-24T09:00:00+00:00"}


def test_a_clock_that_nobody_kept_is_missed(ticket):
    TicketClock.objects.filter(metric="response").delete()

    (_, names), *others = compared()

    assert others == []
    assert "response due_at" in names


def test_an_event_that_nobody_read_is_found(ticket):
    TicketEvent.objects.create(
        ticket=ticket, sequence=99, kind="taken", at=rome("2026-11-23 10:30")
    )

    (_, names), *_ = compared()

    assert {"response state", "response met_at", "next_metric"} <= set(names)


def test_where_all_is_as_it_should_be_nothing_is_told(suite):
    paused, taken, late, solved = (asked(suite) for _ in range(4))
    wait_for(paused, Ticket.State.WAITING_CUSTOMER, by=suite.elena, at=rome("2026-11-23 10:20"))
    take_charge(taken, by=suite.elena, at=rome("2026-11-23 10:30"))
    assign(late, to=suite.davide, by=suite.elena, at=rome("2026-11-23 10:30"))
    resolve(solved, by=suite.elena, at=rome("2026-11-23 10:50"))
    note(paused, by=suite.elena, text="Chiamato.", at=rome("2026-11-23 17:00"))
    while wake_next_clock(rome("2026-11-23 15:00")):
        pass

    assert compared() == []


def test_whatever_was_done_to_a_request_its_columns_say_what_its_history_says(suite):
    asked_at = rome("2026-11-23 10:00")
    by, minutes = {"by": suite.elena}, (asked_at + timedelta(minutes=n) for n in count(1))
    reopened, taken_back, refused, merged, parted, answered = (asked(suite) for _ in range(6))

    close_ticket(reopened, **by, at=next(minutes))
    reopen(reopened, **by, at=next(minutes))
    close_ticket(taken_back, **by, at=next(minutes))
    take_back_closing(taken_back, **by, at=next(minutes))
    reject(refused, reason="out_of_scope", **by, at=next(minutes))
    reopen(refused, **by, at=next(minutes))
    wait_for(parted, Ticket.State.WAITING_ACCESS, **by, at=next(minutes))
    merge(parted, into=merged, **by, at=next(minutes))
    unmerge(parted, **by, at=next(minutes))
    answer(answered, text="?", then="wait", **by, at=next(minutes))
    customer_writes(answered, contact=suite.giulia, text="!", at=next(minutes))
    answer(answered, text=".", then="resolve", **by, at=next(minutes))

    assert all(ticket.is_open for ticket in open_tickets())
    assert compared() == []


def test_a_worker_that_has_not_woken_a_clock_yet_is_no_difference(ticket):
    assert compared(rome("2026-12-24 03:00")) == []


def test_closed_requests_rest(ticket, suite):
    close_ticket(ticket, by=suite.elena, at=rome("2026-11-23 10:30"))
    plant(next_due_at=HOUR_LATER)

    assert compared() == []


def test_a_request_that_cannot_be_read_is_told_and_the_others_go_on(ticket, suite, monkeypatch):
    other = asked(suite)
    plant(next_state="paused")
    read = reckoning.differences

    def unreadable(one: Ticket) -> list:
        if one.pk == ticket.pk:
            raise ValueError("broken")
        return read(one)

    monkeypatch.setattr(reckoning, "differences", unreadable)

    assert compared() == [(f"#{ticket.number}", ["why"]), (f"#{other.number}", ["next_state"])]


def test_it_looks_at_all_of_them_a_slice_at_a_time(suite, monkeypatch, django_assert_num_queries):
    expected = [asked(suite).pk for _ in range(5)]
    monkeypatch.setattr(reckoning, "SLICE", 2)

    # Three slices, each with its clocks, and one that is empty.
    with django_assert_num_queries(7):
        found = [ticket.pk for ticket in open_tickets()]

    assert found == expected


def test_it_is_as_quick_for_each_of_many(suite, django_assert_max_num_queries):
    for _ in range(10):
        asked(suite)

    with django_assert_max_num_queries(70):
        handle({}, at=NIGHT + timedelta(hours=1), job_id=1)
