"""A job's handler is called with its payload; what it changes and the job's end are one thing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from puntuale.apps.accounts.models import Team
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.jobs.models import Job
from puntuale.interfaces.worker.commands import all_rounds
from puntuale.interfaces.worker.duties import run_next_job, take_back_expired_jobs
from tests.interfaces.worker.handlers import ENDINGS, OUTWARD_ENDINGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _known_handlers(settings):
    settings.EFFECTS = ENDINGS
    settings.OUTWARD_EFFECTS = OUTWARD_ENDINGS


def run(kind, **payload):
    now = timezone.now()
    job = enqueue(kind, payload, at=now)
    assert run_next_job(now + timedelta(seconds=1))
    job.refresh_from_db()
    return job


def test_without_a_job_the_duty_says_that_it_did_nothing():
    assert not run_next_job(timezone.now())
    assert not take_back_expired_jobs(timezone.now())


def test_a_handler_gets_its_payload_and_the_job_is_done():
    job = run("test.write", name="Second level")

    assert job.done_at is not None
    assert Team.objects.get().name == "Second level"


def test_what_a_failing_handler_changed_is_undone_and_it_is_tried_again():
    job = run("test.fail")

    assert not Team.objects.exists()
    assert job.last_error == "OSError: no route to host"
    assert job.done_at is None
    assert job.run_at > timezone.now()


def test_a_handler_can_say_that_trying_again_is_useless():
    job = run("test.refuse")

    assert job.gave_up_at is not None
    assert job.last_error == "there is no such person"


def test_a_job_that_nobody_carries_out_is_shown_to_the_administrator():
    job = run("test.unknown")

    assert job.gave_up_at is not None
    assert "test.unknown" in job.last_error


def test_while_a_service_is_down_its_jobs_wait_uncounted():
    other = enqueue("test.send", {}, at=timezone.now())

    job = run("test.send")

    other.refresh_from_db()
    assert (job.attempts, other.attempts) == (0, 0)
    assert Job.objects.filter(run_at__lte=timezone.now()).count() == 0


def test_a_worker_whose_lease_was_taken_back_leaves_no_trace():
    job = run("test.sleep_through")

    assert not Team.objects.exists()
    assert job.done_at is None


def test_every_kind_of_job_has_one_round_in_which_it_is_carried_out(settings):
    now = timezone.now()
    settings.JOBS_APART = {"post": ("test.send",), "upkeep": ("test.refuse",)}
    kinds = ["test.send", "test.refuse", "test.fail"]
    rounds = all_rounds()

    carried_out = {}
    for name in ("jobs", "post", "upkeep"):
        Job.objects.all().delete()
        for kind in kinds:
            enqueue(kind, {}, at=now)
        (duty,) = rounds[name]
        while duty(now + timedelta(seconds=1)):
            pass
        carried_out[name] = set(Job.objects.exclude(last_error="").values_list("kind", flat=True))

    assert carried_out == {"jobs": {"test.fail"}, "post": {"test.send"}, "upkeep": {"test.refuse"}}


def test_the_rounds_of_the_product_can_all_be_walked():
    assert {"clocks", "jobs", "mailboxes", "post", "upkeep"} <= set(all_rounds())
