"""One job, from its claim to its end."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from puntuale.apps.jobs.errors import CannotSucceed, LeaseLost, ServiceDown
from puntuale.apps.jobs.leases import finish, give_up, postpone, postpone_kind
from puntuale.apps.jobs.models import Job
from puntuale.interfaces.worker import instants

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


def carry_out(job: Job, *, at: datetime, clock: Clock = instants.now) -> None:
    """Carry out a claimed `job`; whatever it raises is noted on it, and goes no further.

    `clock` says when it ended, which may be long after `at`.
    """
    try:
        handle(job, at=at, clock=clock)
    except LeaseLost:
        log.warning("a job was taken over by another worker", job=job.pk, kind=job.kind)
    except CannotSucceed as trouble:
        log.warning("a job cannot succeed", job=job.pk, kind=job.kind, because=str(trouble))
        give_up(job, at=clock(), because=str(trouble))
    except ServiceDown as trouble:
        log.warning("a service is down", kind=job.kind, because=str(trouble))
        postpone_kind(job, at=clock(), because=str(trouble), payload=trouble.payload)
    except Exception as trouble:
        log.exception("a job failed", job=job.pk, kind=job.kind, attempt=job.attempts)
        postpone(job, at=clock(), because=f"{type(trouble).__name__}: {trouble}")


def handle(job: Job, *, at: datetime, clock: Clock = instants.now) -> None:
    """Call the handler of `job` and note the end.

    Raises:
        LeaseLost: another worker has taken the job over; nothing of this one remains in the database.
        CannotSucceed: nobody carries out jobs of this kind, or the handler says so.
    """
    if job.kind in settings.OUTWARD_EFFECTS:
        _call(settings.OUTWARD_EFFECTS[job.kind], job, at)
        _finish(job, clock)
    elif job.kind in settings.EFFECTS:
        with transaction.atomic():
            _call(settings.EFFECTS[job.kind], job, at)
            _finish(job, clock)
    else:
        raise CannotSucceed(f"Nobody carries out jobs of the kind {job.kind}.")


def _call(path: str, job: Job, at: datetime) -> None:
    handler: Callable[..., None] = import_string(path)
    handler(job.payload, at=at, job_id=job.pk)


def _finish(job: Job, clock: Clock) -> None:
    if not finish(job, at=clock()):
        raise LeaseLost
