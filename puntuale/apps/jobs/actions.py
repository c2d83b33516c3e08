"""Leaving a job; and what an administrator does with one that was given up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from puntuale.apps.jobs.models import Job


def enqueue(
    kind: str,
    payload: Mapping[str, Any],
    *,
    at: datetime,
    run_at: datetime | None = None,
    lane: str = "",
    key: str | None = None,
) -> Job:
    """Leave a job inside the caller's transaction; the first one when `key` was left before."""
    job = Job(
        kind=kind, payload=dict(payload), lane=lane, key=key, enqueued_at=at, run_at=run_at or at
    )
    if key is None:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(key=key)


@dataclass(frozen=True, slots=True)
class Left:
    """One of many jobs of a kind."""

    payload: Mapping[str, Any]
    key: str | None = None
    lane: str = ""
    # At once, where nothing is said.
    run_at: datetime | None = None


def enqueue_all(kind: str, jobs: Iterable[Left], *, at: datetime) -> None:
    """Leave many jobs at once; those whose key was left before are left alone."""
    rows = [
        Job(
            kind=kind,
            payload=dict(each.payload),
            lane=each.lane,
            key=each.key,
            enqueued_at=at,
            run_at=each.run_at or at,
        )
        for each in jobs
    ]
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def try_again(job: Job, *, at: datetime) -> bool:
    """Let a job that was given up run once more, with all its attempts; False when it was not.

    It goes first in its lane, although later ones have gone meanwhile.
    """
    given_up = Job.objects.filter(pk=job.pk, gave_up_at__isnull=False)
    return bool(given_up.update(gave_up_at=None, run_at=at, attempts=0, abandoned=0))


def drop(job: Job, *, at: datetime) -> bool:
    """Let a job that was given up rest: nobody is shown it any more; False when it was not."""
    given_up = Job.objects.filter(pk=job.pk, gave_up_at__isnull=False)
    return bool(given_up.update(gave_up_at=None, done_at=at))
