"""Taking a job, keeping it, and telling how it ended; safe with any number of workers."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from puntuale.apps.jobs.models import UNFINISHED, Job

# Long enough that a busy machine renews in time, short enough that a killed worker is not missed.
LEASE = timedelta(seconds=20)
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
# An hour and a half of doubling pauses, then every hour: some two days and a half.
MAX_ATTEMPTS = 64
# A job during which workers die is tried ever more rarely, and not for ever; the first few times it
# is most likely innocent.
INNOCENT_ABANDONED = 3
MAX_ABANDONED = 12
# Nothing of a kind is tried more often than this while its service is down.
SERVICE_PAUSE = timedelta(minutes=1)


def claim_next(
    at: datetime,
    *,
    only: Collection[str] = (),
    never: Collection[str] = (),
    lease: timedelta = LEASE,
) -> Job | None:
    """Take the job that has been due for longest and is first in its lane; None when there is none.

    Of the kinds named in `only` where any is, and of none named in `never`.
    """
    return next(iter(claim_several(at, only=only, never=never, lease=lease)), None)


def claim_several(
    at: datetime,
    *,
    together: Collection[Collection[str]] = (),
    most: int = 1,
    only: Collection[str] = (),
    never: Collection[str] = (),
    lease: timedelta = LEASE,
) -> list[Job]:
    """Take the job that has been due for longest and, where its kind is in one of the groups of
    `together`, up to `most` that are due and of that group; empty when nothing is due.

    What has failed before, or ended a worker, is taken alone: it must not take others along.
    """
    due = due_jobs(at).exclude(kind__in=never)
    if only:
        due = due.filter(kind__in=only)
    # Looking costs no writer's turn and no lock; most of the time there is nothing to do.
    first = due.only("kind", "attempts").first()
    if first is None:
        return []
    group = next((kinds for kinds in together if first.kind in kinds), ())
    if group and not first.attempts:
        due = due.filter(kind__in=group, attempts=0)
    else:
        most = 1
    try:
        with transaction.atomic():
            return _claim_first(due, most, at + lease)
    except IntegrityError:
        # Another worker took another job of a lane between our look and our claim.
        return []


def due_jobs(at: datetime) -> QuerySet[Job]:
    """What can be started at `at`, in order."""
    earlier = Job.objects.filter(UNFINISHED, lane=OuterRef("lane"), id__lt=OuterRef("id"))
    running = Job.objects.filter(lane=OuterRef("lane"), lease__isnull=False).exclude(lane="")
    return (
        Job.objects.filter(UNFINISHED, lease=None, run_at__lte=at)
        .filter(Q(lane="") | (~Exists(earlier) & ~Exists(running)))
        .order_by("run_at", "id")
    )


def _claim_first(due: QuerySet[Job], most: int, until: datetime) -> list[Job]:
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    jobs, lease = list(due[:most]), uuid.uuid4()
    for job in jobs:
        job.lease, job.leased_until, job.attempts = lease, until, job.attempts + 1
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(
        lease=lease, leased_until=until, attempts=F("attempts") + 1
    )
    return jobs


def renew(job: Job, *, at: datetime, lease: timedelta = LEASE) -> bool:
    """Keep `job` for longer; False when it was taken back meanwhile."""
    return bool(_ours(job).update(leased_until=at + lease))


def finish(job: Job, *, at: datetime) -> bool:
    """Mark `job` done; False when it was taken back meanwhile, and nothing was changed."""
    return _let_go(job, at=at, done_at=at, last_error="")


def finish_several(jobs: Collection[Job], *, at: datetime) -> bool:
    """Mark `jobs`, claimed together, done; False when one was taken back meanwhile.

    Belongs into the transaction of what they did, which must not commit then.
    """
    mine = Q(pk__in=[job.pk for job in jobs], lease__in={job.lease for job in jobs})
    done = Job.objects.filter(mine)
    if done.update(lease=None, leased_until=None, done_at=at, last_error="") != len(jobs):
        return False
    _let_lanes_go_on([job.lane for job in jobs if job.lane], at=at)
    return True


def give_up(job: Job, *, at: datetime, because: str) -> bool:
    """Leave `job` to an administrator; False when it was taken back meanwhile."""
    return _let_go(job, at=at, gave_up_at=at, last_error=because[:4000])


def postpone(job: Job, *, at: datetime, because: str) -> bool:
    """Give `job` back after a failure, to be tried again later; after the last attempt give it up."""
    if job.attempts >= MAX_ATTEMPTS:
        return give_up(job, at=at, because=because)
    pause = min(FIRST_PAUSE * 2 ** min(job.attempts - 1, 16), LONGEST_PAUSE)
    # Those that failed together do not come back together: up to a quarter later, each by its number.
    pause *= 1 + (job.pk % 16) / 64
    return _let_go(job, at=at, run_at=at + pause, last_error=because[:4000])


def postpone_kind(
    job: Job, *, at: datetime, because: str, payload: Mapping[str, Any] | None = None
) -> None:
    """Give `job` back uncounted, and let all of its kind wait: their service is down.

    With `payload` only those wait that have the same in theirs.
    """
    later = at + SERVICE_PAUSE
    with transaction.atomic():
        _let_go(job, at=at, run_at=later, attempts=F("attempts") - 1, last_error=because[:4000])
        waiting = Job.objects.filter(UNFINISHED, kind=job.kind, lease=None)
        for name, value in (payload or {}).items():
            waiting = waiting.filter(**{f"payload__{name}": value})
        waiting.filter(run_at__lt=later).update(run_at=later)


def take_back_expired(at: datetime) -> int:
    """Free the jobs of workers that have vanished, or give them up; how many there were."""
    expired = Job.objects.filter(lease__isnull=False, leased_until__lt=at)
    return sum(_take_back(job, at=at) for job in expired)


def _take_back(job: Job, *, at: datetime) -> bool:
    times = job.abandoned + 1
    if times >= MAX_ABANDONED:
        reason = "Each worker that tried it vanished."
        return _let_go(job, at=at, abandoned=times, gave_up_at=at, last_error=reason)
    if times <= INNOCENT_ABANDONED:
        return _let_go(job, at=at, abandoned=times)
    pause = min(FIRST_PAUSE * 2 ** (times - INNOCENT_ABANDONED - 1), LONGEST_PAUSE)
    return _let_go(job, at=at, abandoned=times, run_at=at + pause)


def _ours(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease=job.lease)


def _let_go(job: Job, *, at: datetime, **facts: object) -> bool:
    with transaction.atomic():
        if not _ours(job).update(lease=None, leased_until=None, **facts):
            return False
        if job.lane:
            _let_lanes_go_on([job.lane], at=at)
    return True


def _let_lanes_go_on(lanes: Collection[str], *, at: datetime) -> None:
    # The next of a lane has waited long, but so have others: it goes to the end of the line.
    waiting = Job.objects.filter(UNFINISHED, lane__in=lanes)
    first = waiting.values("lane").annotate(first=Min("id")).values("first")
    Job.objects.filter(pk__in=list(first.values_list("first", flat=True)), run_at__lt=at).update(
        run_at=at
    )
