"""A job: one thing to be done by a worker, once, not before an instant."""

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One effect that a transaction left behind; it exists if and only if that transaction committed."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    # Jobs of one lane run one after the other, in the order they were left.
    lane = models.CharField(max_length=80, blank=True)
    # At most one job of a key ever exists: leaving the same effect twice does nothing.
    key = models.CharField(max_length=120, unique=True, null=True)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    # A worker that dies leaves its lease behind; after this instant another may take the job.
    leased_until = models.DateTimeField(null=True)
    # Fences the finish: a worker whose lease was taken over cannot report success.
    lease = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at", "id"],
                name="job_to_run",
                condition=Q(done_at=None, gave_up_at=None),
            ),
            models.Index(
                fields=["lane", "id"],
                name="job_in_lane",
                condition=Q(done_at=None, gave_up_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_lease_is_whole",
                condition=Q(lease=None, leased_until=None)
                | Q(lease__isnull=False, leased_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
