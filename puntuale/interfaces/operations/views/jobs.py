"""A job that was given up: tried again, or dropped."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.jobs.actions import drop, try_again
from puntuale.apps.jobs.models import Job
from puntuale.ui.access import StaffRequest, address_of, needs


@needs(Ability.KEEP_INSTALLATION)
@require_POST
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Try it again now."""
    _decide(request, pk, try_again, "job.retried")
    return redirect("operations:health")


@needs(Ability.KEEP_INSTALLATION)
@require_POST
def destroy(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it rest."""
    _decide(request, pk, drop, "job.dropped")
    return redirect("operations:health")


@transaction.atomic
def _decide(request: StaffRequest, pk: int, act: Callable[..., bool], what: str) -> None:
    at: datetime = timezone.now()
    job = get_object_or_404(Job, pk=pk)
    if act(job, at=at):
        record_change(what, job, by=request.user, at=at, address=address_of(request))
