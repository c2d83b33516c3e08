"""One timer for each person, on whatever device; stopped it proposes, and nothing else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.work.actions.entering import Work
from puntuale.apps.work.actions.timing import (
    drop,
    enter_proposed,
    propose,
    start_timer,
    stop_timer,
)
from puntuale.apps.work.errors import NoTimer, ReasonNeeded, TimerRuns, WorkedMeanwhile
from puntuale.apps.work.models import Kind, TimeEntry, Timing
from puntuale.apps.work.queries import running_timer
from tests.apps.tickets.stories import asked
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticket(cast):
    return asked(cast)


def measured(timing):
    timing.refresh_from_db()
    return Work(started_at=timing.started_at, ended_at=timing.ended_at, kind=Kind(timing.kind))


def test_a_timer_that_is_started_twice_runs_on(cast, ticket):
    first = start_timer(ticket, by=cast.elena, at=NOON)
    again = start_timer(ticket, by=cast.elena, at=NOON + MINUTE)

    assert again == first
    assert running_timer(cast.elena).started_at == NOON


def test_it_runs_on_one_request_and_another_is_asked_for(cast, ticket):
    first = start_timer(ticket, by=cast.elena, at=NOON)
    other = asked(cast)

    with pytest.raises(TimerRuns) as refusal:
        start_timer(other, by=cast.elena, at=NOON + MINUTE)
    start_timer(other, by=cast.elena, at=NOON + MINUTE, instead=True)
    first.refresh_from_db()

    assert refusal.value.running == first
    assert first.ended_at == NOON + MINUTE
    assert running_timer(cast.elena).ticket == other


def test_the_database_keeps_one_running_timer_of_a_person(cast, ticket):
    start_timer(ticket, by=cast.elena, at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Timing.objects.create(ticket=ticket, worker=cast.elena, started_at=NOON)


def test_a_stopped_timer_proposes_and_is_entered_once(cast, ticket):
    timing = start_timer(ticket, by=cast.elena, at=NOON)
    stop_timer(timing, at=NOON + 17 * MINUTE)
    work = measured(timing)

    [entry] = enter_proposed(timing, work, by=cast.elena, at=NOON + 20 * MINUTE)
    with pytest.raises(NoTimer):
        enter_proposed(timing, work, by=cast.elena, at=NOON + 20 * MINUTE)

    assert (entry.started_at, entry.ended_at) == (NOON, NOON + 17 * MINUTE)
    assert TimeEntry.objects.count() == 1


def test_it_is_stopped_once(cast, ticket):
    timing = start_timer(ticket, by=cast.elena, at=NOON)
    stop_timer(timing, at=NOON + MINUTE)

    with pytest.raises(NoTimer):
        stop_timer(timing, at=NOON + 2 * MINUTE)


def test_a_forgotten_timer_asks_why_before_it_counts(cast, ticket):
    timing = start_timer(ticket, by=cast.elena, at=NOON)
    stop_timer(timing, at=NOON + timedelta(hours=17))

    with pytest.raises(ReasonNeeded):
        enter_proposed(timing, measured(timing), by=cast.elena, at=NOON + timedelta(hours=18))

    assert Timing.objects.filter(pk=timing.pk).exists()


def test_an_answered_call_proposes_its_time(cast, ticket):
    proposed = propose(
        ticket, worker=cast.elena, kind=Kind.CALL, started_at=NOON, ended_at=NOON + MINUTE
    )

    assert (proposed.kind, proposed.is_running) == (Kind.CALL, False)


def test_what_was_measured_beside_other_work_is_split_when_that_is_said(cast, ticket):
    timing = start_timer(ticket, by=cast.elena, at=NOON)
    stop_timer(timing, at=NOON + 30 * MINUTE)
    call = propose(
        asked(cast), worker=cast.elena, kind=Kind.CALL,
        started_at=NOON + 10 * MINUTE, ended_at=NOON + 20 * MINUTE,
    )  # fmt: skip
    at = NOON + 40 * MINUTE
    enter_proposed(call, measured(call), by=cast.elena, at=at)

    with pytest.raises(WorkedMeanwhile):
        enter_proposed(timing, measured(timing), by=cast.elena, at=at)
    parts = enter_proposed(timing, measured(timing), by=cast.elena, at=at, split=True)

    assert [each.ended_at - each.started_at for each in parts] == [10 * MINUTE, 10 * MINUTE]


def test_what_was_measured_can_be_dropped(cast, ticket):
    timing = start_timer(ticket, by=cast.elena, at=NOON)

    drop(timing)

    assert not Timing.objects.exists()
