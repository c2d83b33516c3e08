"""Several jobs in one commit: what only changes the database need not pay for the disk each time."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from puntuale.apps.jobs.leases import finish_several
from puntuale.apps.jobs.models import Job
from puntuale.interfaces.worker import instants
from puntuale.interfaces.worker.carrying_out import Clock, carry_out

# On SQLite other writers wait for all of them; twenty take some fifty milliseconds.
MOST_TOGETHER = 20

log = structlog.get_logger(__name__)
# What was prepared, to be called within the transaction: it says which jobs it has carried out.
Deed = Callable[[], Collection[int]]


def groups() -> tuple[frozenset[str], ...]:
    """The kinds of jobs that may share a commit: the inward ones, and each prepared one with itself."""
    return (frozenset(settings.EFFECTS), *(frozenset({kind}) for kind in settings.PREPARED_EFFECTS))


def carry_out_together(jobs: Sequence[Job], *, at: datetime, clock: Clock = instants.now) -> None:
    """Carry out `jobs`, all claimed at once, in one transaction with their ends.

    What fails is undone and carried out once more, alone, where its trouble is noted on it. Where
    the transaction as a whole fails, every one is carried out alone.
    """
    try:
        deed = _deed(jobs, at=at)
        with transaction.atomic():
            carried_out = deed()
            done = [job for job in jobs if job.pk in carried_out]
            if not finish_several(done, at=clock()):
                raise TakenBack
    except Exception:
        log.warning("jobs cannot share a commit", jobs=[job.pk for job in jobs], exc_info=True)
        done = []
    for job in jobs:
        if job not in done:
            carry_out(job, at=at, clock=clock)


class TakenBack(Exception):
    """Another worker has taken over one of the jobs; carried out alone, it is found which."""


def _deed(jobs: Sequence[Job], *, at: datetime) -> Deed:
    kind = jobs[0].kind
    if kind in settings.PREPARED_EFFECTS:
        prepare: Callable[..., Deed] = import_string(settings.PREPARED_EFFECTS[kind])
        return prepare({job.pk: job.payload for job in jobs}, at=at)
    return partial(_one_after_the_other, jobs, at=at)


def _one_after_the_other(jobs: Sequence[Job], *, at: datetime) -> Collection[int]:
    return [job.pk for job in jobs if _is_done(job, at=at)]


def _is_done(job: Job, *, at: datetime) -> bool:
    handler: Callable[..., Any] = import_string(settings.EFFECTS[job.kind])
    try:
        with transaction.atomic():
            handler(job.payload, at=at, job_id=job.pk)
    except Exception as trouble:
        log.info("a job is carried out alone", job=job.pk, kind=job.kind, because=str(trouble))
        return False
    return True
