"""For the administrator: whether all is well, and what to do where it is not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.jobs.queries import jobs_given_up, standing, workers_alive
from puntuale.interfaces.operations.looking import look
from puntuale.ui.access import StaffRequest, needs

MOST_SHOWN = 100


@needs(Ability.KEEP_INSTALLATION)
@never_cache
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Everything that was looked at, and the jobs that wait for a decision."""
    at = timezone.now()
    findings = look(at)
    context = {
        "troubles": [finding for finding in findings if not finding.is_well],
        "well": [finding for finding in findings if finding.is_well],
        "jobs": jobs_given_up()[:MOST_SHOWN],
        "workers": workers_alive(at),
        "queue": standing(at),
    }
    return render(request, "operations/health.html", context)
