"""A job is left with its transaction, taken by one worker, tried again, and given up with a reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from puntuale.apps.jobs import leases
from puntuale.apps.jobs.actions import drop, enqueue, try_again
from puntuale.apps.jobs.leases import (
    LEASE,
    claim_next,
    finish,
    give_up,
    postpone,
    postpone_kind,
    renew,
    take_back_expired,
)
from puntuale.apps.jobs.models import Job
from puntuale.apps.jobs.queries import jobs_given_up, standing

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def later(**span: float) -> datetime:
    return NOON + timedelta(**span)


def claim(at: datetime = NOON) -> Job:
    job = claim_next(at)
    assert job is not None
    return job


def test_a_job_exists_only_if_its_transaction_commits():
    with transaction.atomic():
        enqueue("mail.answer", {}, at=NOON)
        transaction.set_rollback(True)

    assert claim_next(NOON) is None


def test_a_key_makes_one_job_however_often_it_is_left():
    first = enqueue("mail.closed", {"ticket": 1}, at=NOON, key="closed:1")
    again = enqueue("mail.closed", {"ticket": 2}, at=later(hours=1), key="closed:1")

    assert again == first
    assert Job.objects.get().payload == {"ticket": 1}


def test_a_job_does_not_start_before_its_time():
    enqueue("mail.reminder", {}, at=NOON, run_at=later(seconds=1))

    assert claim_next(NOON) is None
    assert claim_next(later(seconds=1)) is not None


def test_jobs_start_in_the_order_in_which_they_fell_due():
    for kind, minute in [("third", -1), ("first", -9), ("second", -5)]:
        enqueue(kind, {}, at=NOON, run_at=later(minutes=minute))

    assert [claim().kind for _ in range(3)] == ["first", "second", "third"]


def test_a_taken_job_is_not_taken_again():
    enqueue("mail.answer", {}, at=NOON)

    job = claim()

    assert claim_next(NOON) is None
    assert finish(job, at=NOON)
    assert claim_next(later(days=9)) is None


def test_a_lane_keeps_its_order_and_does_one_thing_at_a_time():
    enqueue("first", {}, at=NOON, lane="ticket:1")
    enqueue("second", {}, at=NOON, lane="ticket:1", run_at=later(minutes=-5))

    first = claim()

    assert first.kind == "first"
    assert claim_next(NOON) is None
    finish(first, at=NOON)
    assert claim().kind == "second"


def test_whoever_stands_behind_a_postponed_job_waits_with_it():
    enqueue("first", {}, at=NOON, lane="ticket:1")
    enqueue("second", {}, at=NOON, lane="ticket:1")
    postpone(claim(), at=NOON, because="the server is busy")

    assert claim_next(later(seconds=14)) is None
    assert claim(later(minutes=1)).kind == "first"


def test_lanes_take_turns():
    for number in range(3):
        enqueue(f"flood {number}", {}, at=NOON, lane="ticket:1")
    enqueue("patient", {}, at=later(seconds=1), lane="ticket:2")

    order = []
    for second in range(4):
        job = claim(later(seconds=2 + second))
        order.append(job.kind)
        finish(job, at=later(seconds=2 + second))

    assert order == ["flood 0", "patient", "flood 1", "flood 2"]


def test_a_failure_is_tried_again_after_ever_longer_pauses():
    job = enqueue("mail.answer", {}, at=NOON)
    pauses, at = [], NOON
    for _ in range(12):
        postpone(claim(at), at=at, because="OSError: no route")
        job.refresh_from_db()
        pauses.append((job.run_at - at).total_seconds())
        at = job.run_at

    spread = 1 + (job.pk % 16) / 64
    assert [pause / spread for pause in pauses[:4]] == [15, 30, 60, 120]
    assert pauses[-1] == 3600 * spread
    assert job.last_error == "OSError: no route"


def test_after_the_last_attempt_an_administrator_is_shown_the_job():
    Job.objects.create(
        kind="mail.answer", enqueued_at=NOON, run_at=NOON, attempts=leases.MAX_ATTEMPTS - 1
    )

    postpone(claim(), at=NOON, because="OSError: no route")

    assert [job.last_error for job in jobs_given_up()] == ["OSError: no route"]
    assert claim_next(later(days=9)) is None


def test_a_job_that_was_given_up_lets_its_lane_go_on():
    enqueue("first", {}, at=NOON, lane="ticket:1")
    enqueue("second", {}, at=NOON, lane="ticket:1")

    give_up(claim(), at=NOON, because="no such person")

    assert claim().kind == "second"


def test_a_job_that_was_given_up_can_be_tried_again_or_dropped():
    job = enqueue("mail.answer", {}, at=NOON)
    give_up(claim(), at=NOON, because="no such person")

    assert try_again(job, at=later(hours=1))
    assert not try_again(job, at=later(hours=1))
    give_up(claim(later(hours=1)), at=later(hours=1), because="no such person")
    assert drop(job, at=later(hours=2))
    assert not drop(job, at=later(hours=2))
    assert claim_next(later(days=9)) is None


def test_a_job_tried_again_waits_until_its_lane_is_free():
    job = enqueue("first", {}, at=NOON, lane="ticket:1")
    enqueue("second", {}, at=NOON, lane="ticket:1")
    give_up(claim(), at=NOON, because="no such person")
    second = claim()

    try_again(job, at=NOON)

    assert claim_next(NOON) is None
    finish(second, at=NOON)
    assert claim().kind == "first"


def test_the_database_refuses_two_jobs_of_a_lane_at_the_same_time():
    enqueue("first", {}, at=NOON, lane="ticket:1")
    second = enqueue("second", {}, at=NOON, lane="ticket:1")
    first = claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=second.pk).update(
            lease="00000000-0000-4000-8000-000000000001", leased_until=NOON
        )
    assert finish(first, at=NOON)


def test_the_lease_of_a_vanished_worker_is_taken_back():
    enqueue("mail.answer", {}, at=NOON)
    lost = claim()

    assert take_back_expired(NOON + LEASE) == 0
    assert take_back_expired(NOON + LEASE + timedelta(seconds=1)) == 1
    assert claim(later(minutes=1)).pk == lost.pk


def test_a_worker_that_comes_back_too_late_changes_nothing():
    enqueue("mail.answer", {}, at=NOON)
    lost = claim()
    take_back_expired(later(minutes=1))
    taken = claim(later(minutes=1))

    assert not finish(lost, at=later(minutes=2))
    assert not postpone(lost, at=later(minutes=2), because="too late")
    assert not renew(lost, at=later(minutes=2))
    assert finish(taken, at=later(minutes=2))


def test_a_renewed_lease_is_not_taken_back():
    enqueue("mail.answer", {}, at=NOON)
    job = claim()

    renew(job, at=later(minutes=1))

    assert take_back_expired(later(seconds=61)) == 0


def test_a_job_during_which_workers_die_is_tried_more_rarely_and_not_for_ever():
    job = enqueue("mail.answer", {}, at=NOON)
    pauses, at = [], NOON
    for _ in range(leases.MAX_ABANDONED):
        claim(at)
        vanished = at + LEASE + timedelta(seconds=1)
        take_back_expired(vanished)
        job.refresh_from_db()
        pauses.append(max((job.run_at - vanished).total_seconds(), 0))
        at = max(job.run_at, vanished)

    assert pauses[:6] == [0, 0, 0, 15, 30, 60]
    assert claim_next(later(days=9)) is None
    assert "vanished" in jobs_given_up().get().last_error


def test_while_a_service_is_down_all_of_its_kind_wait_and_nothing_is_counted():
    for _ in range(3):
        enqueue("post.send", {}, at=NOON)
    enqueue("mail.answer", {}, at=NOON)

    postpone_kind(claim(), at=NOON, because="the mail server does not answer")

    assert claim().kind == "mail.answer"
    assert claim_next(later(seconds=59)) is None
    again = claim(later(seconds=60))
    assert (again.kind, again.attempts) == ("post.send", 1)


def test_the_standing_of_the_queue_tells_what_waits_and_for_how_long():
    enqueue("first", {}, at=NOON, lane="ticket:1")
    enqueue("second", {}, at=NOON, lane="ticket:1")
    enqueue("tomorrow", {}, at=NOON, run_at=later(days=1))
    enqueue("running", {}, at=NOON, run_at=later(minutes=-1))
    claim()

    queue = standing(later(seconds=30))

    assert (queue.due, queue.waiting, queue.running, queue.given_up) == (1, 2, 1, 0)
    assert queue.delay(later(seconds=30)) == timedelta(seconds=30)
