"""How the queue stands: what waits, for how long, what was given up, who is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from puntuale.apps.jobs.leases import due_jobs
from puntuale.apps.jobs.models import UNFINISHED, Job, TimetableEntry, Worker
from puntuale.apps.jobs.workers import SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Standing:
    """The queue at one instant."""

    due: int
    waiting: int
    running: int
    given_up: int
    oldest_due_since: datetime | None

    def delay(self, at: datetime) -> timedelta:
        """For how long the first in line has been waiting for a worker."""
        return at - self.oldest_due_since if self.oldest_due_since else timedelta()


def standing(at: datetime) -> Standing:
    """The queue as it is at `at`; a job behind another of its lane is not due yet."""
    due = due_jobs(at).order_by().aggregate(number=Count("pk"), oldest=Min("run_at"))
    unfinished = Job.objects.filter(UNFINISHED)
    return Standing(
        due=due["number"],
        waiting=unfinished.filter(lease=None).count() - due["number"],
        running=Job.objects.filter(lease__isnull=False).count(),
        given_up=jobs_given_up().count(),
        oldest_due_since=due["oldest"],
    )


def jobs_given_up() -> QuerySet[Job]:
    """What an administrator has to decide about, latest first."""
    return Job.objects.filter(gave_up_at__isnull=False).order_by("-gave_up_at", "-id")


def jobs_waiting_by_kind() -> dict[str, int]:
    """How many jobs of each kind are not done yet."""
    counted = Job.objects.filter(UNFINISHED).values_list("kind").annotate(number=Count("pk"))
    return dict(counted.order_by("kind"))


def workers_alive(at: datetime) -> QuerySet[Worker]:
    """The workers that have given a sign of life lately."""
    return Worker.objects.filter(seen_at__gte=at - SILENT_AFTER).order_by("host", "process")


def last_done(name: str) -> datetime | None:
    """When something that comes round was done for the last time."""
    return TimetableEntry.objects.filter(name=name).values_list("done_at", flat=True).first()
