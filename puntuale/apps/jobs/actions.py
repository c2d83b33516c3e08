"""Leaving a job, taking one, and telling how it ended."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from puntuale.apps.jobs.models import Job

LEASE = timedelta(minutes=5)
# 8 attempts with doubling pauses span some two hours and a half of a dead service, then 12 h each.
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
MAX_ATTEMPTS = 16


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    at: datetime,
    run_at: datetime | None = None,
    lane: str = "",
    key: str | None = None,
) -> Job | None:
    """Leave a job inside the caller's transaction; None when `key` was left before."""
    job = Job(
        kind=kind, payload=dict(payload), lane=lane, key=key, enqueued_at=at, run_at=run_at or at
    )
    if key is None:
        job.save(force_insert=True)
        return job
    made = Job.objects.bulk_create([job], ignore_conflicts=True)[0]
    return Job.objects.filter(key=key).first() if made.pk is None else made


def claim_next(at: datetime) -> Job | None:
    """Take one due job, or None. Safe with any number of workers, on either database."""
    unfinished = Q(done_at=None, gave_up_at=None)
    earlier = Job.objects.filter(unfinished, lane=OuterRef("lane"), id__lt=OuterRef("id"))
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    with transaction.atomic():
        due = (
            Job.objects.filter(unfinished, free, run_at__lte=at)
            .filter(Q(lane="") | ~Exists(earlier))
            .order_by("run_at", "id")
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        lease = uuid.uuid4()
        won = Job.objects.filter(unfinished, free, pk=job.pk).update(
            lease=lease, leased_until=at + LEASE, attempts=F("attempts") + 1
        )
        if not won:
            return None
    job.refresh_from_db()
    return job


def finish(job: Job, *, at: datetime) -> bool:
    """Mark `job` done; False when its lease was taken over meanwhile, and nothing was changed."""
    return bool(
        Job.objects.filter(pk=job.pk, lease=job.lease, done_at=None).update(
            done_at=at, lease=None, leased_until=None
        )
    )


def postpone(job: Job, *, at: datetime, because: str) -> bool:
    """Give `job` back after a failure, to be tried again later; after the last attempt give it up."""
    gave_up = job.attempts >= MAX_ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** (job.attempts - 1), LONGEST_PAUSE)
    return bool(
        Job.objects.filter(pk=job.pk, lease=job.lease, done_at=None).update(
            run_at=at + pause,
            gave_up_at=at if gave_up else None,
            last_error=because[:4000],
            lease=None,
            leased_until=None,
        )
    )
