"""What is to happen by itself, once, not before an instant; and who is there to do it."""

from django.db import models
from django.db.models import Q

UNFINISHED = Q(done_at=None, gave_up_at=None)


class Job(models.Model):
    """One effect that a transaction left behind; it exists if and only if that transaction committed."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    # Jobs of one lane run one after the other, in the order they were left. Whoever leaves two of
    # them in two transactions sees to it that the first has committed (by locking what they are about).
    lane = models.CharField(max_length=80, blank=True)
    # At most one job of a key exists: leaving the same effect twice does nothing.
    key = models.CharField(max_length=120, unique=True, null=True)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    # Who carries it out renews the lease; after this instant the lease of a dead worker is taken back.
    leased_until = models.DateTimeField(null=True)
    # Fences the finish: a worker whose lease was taken back cannot report success.
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # How often a worker vanished while carrying it out.
    abandoned = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at", "id"], name="job_to_run", condition=UNFINISHED & Q(lease=None)
            ),
            models.Index(fields=["lane", "id"], name="job_in_lane", condition=UNFINISHED),
            models.Index(
                fields=["leased_until"], name="job_leased", condition=Q(lease__isnull=False)
            ),
            models.Index(
                fields=["gave_up_at"], name="job_given_up", condition=Q(gave_up_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_lease_is_whole",
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
            ),
            models.CheckConstraint(
                name="job_ends_once", condition=Q(done_at=None) | Q(gave_up_at=None)
            ),
            models.UniqueConstraint(
                fields=["lane"],
                condition=Q(lease__isnull=False) & ~Q(lane=""),
                name="job_one_of_a_lane_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Worker(models.Model):
    """A process that carries out jobs, as long as it says that it is there."""

    key = models.UUIDField(unique=True)
    host = models.CharField(max_length=120)
    process = models.PositiveIntegerField()
    version = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host} {self.process}"


class TimetableEntry(models.Model):
    """Something done every so often; of many workers one starts it."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
