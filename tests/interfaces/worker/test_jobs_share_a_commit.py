"""Jobs that only change the database share a commit; the trouble of one is its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from puntuale.apps.accounts.models import Team
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.leases import claim_several
from puntuale.apps.jobs.models import Job
from puntuale.interfaces.worker.duties import run_next_job
from puntuale.interfaces.worker.together import carry_out_together, groups
from tests.interfaces.worker.handlers import ENDINGS, OUTWARD_ENDINGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known_handlers(settings):
    settings.EFFECTS = ENDINGS
    settings.OUTWARD_EFFECTS = OUTWARD_ENDINGS
    settings.PREPARED_EFFECTS = {}


def left(*kinds):
    """Jobs that are due, in this order."""
    at = timezone.now() - timedelta(minutes=1)
    return [
        enqueue(kind, {"name": f"Team {number}"}, at=at + timedelta(seconds=number))
        for number, kind in enumerate(kinds)
    ]


def test_several_are_done_in_one_round():
    left("test.write", "test.write", "test.write")

    assert run_next_job(timezone.now())

    assert Team.objects.count() == 3
    assert Job.objects.filter(done_at=None).count() == 0


def test_what_fails_is_undone_alone_and_tried_again():
    first, failing, last = left("test.write", "test.fail", "test.write")

    run_next_job(timezone.now())

    for job in (first, failing, last):
        job.refresh_from_db()
    assert first.done_at is not None
    assert last.done_at is not None
    assert (failing.done_at, failing.last_error) == (None, "OSError: no route to host")
    assert set(Team.objects.values_list("name", flat=True)) == {"Team 0", "Team 2"}


def test_what_failed_before_takes_no_others_along():
    failed, fresh = left("test.write", "test.write")
    Job.objects.filter(pk=failed.pk).update(attempts=1)

    (alone,) = claim_several(timezone.now(), together=groups(), most=10)

    assert alone == failed
    assert Job.objects.get(pk=fresh.pk).lease is None


def test_what_talks_to_others_goes_alone():
    left("test.send", "test.send", "test.write")

    assert len(claim_several(timezone.now(), together=groups(), most=10)) == 1


def test_one_that_was_taken_back_is_left_to_its_new_owner_and_the_others_are_done():
    jobs = left("test.write", "test.write", "test.write")
    claimed = claim_several(timezone.now(), together=groups(), most=10)
    Job.objects.filter(pk=jobs[1].pk).update(lease=None, leased_until=None)

    carry_out_together(claimed, at=timezone.now())

    assert set(Team.objects.values_list("name", flat=True)) == {"Team 0", "Team 2"}
    assert Job.objects.get(done_at=None) == jobs[1]


def test_of_a_lane_only_the_first_goes_along():
    at = timezone.now() - timedelta(minutes=1)
    for _twice in range(2):
        enqueue("test.write", {"name": "x"}, at=at, lane="ticket:1")
    enqueue("test.write", {"name": "y"}, at=at, lane="ticket:2")

    claimed = claim_several(timezone.now(), together=groups(), most=10)

    assert sorted(job.lane for job in claimed) == ["ticket:1", "ticket:2"]
