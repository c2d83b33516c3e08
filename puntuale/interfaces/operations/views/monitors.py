"""For programs: whether all is well, and figures over time."""

import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from puntuale.interfaces.operations.looking import look
from puntuale.interfaces.operations.metrics import exposition

LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """200 while nothing is wrong, else 503; codes and levels only, nothing about anybody."""
    with translation.override("en"):
        findings = look(timezone.now())
    failing = any(finding.is_wrong for finding in findings)
    answer = {
        "status": "failing" if failing else "ok",
        "findings": {finding.code: finding.level.name.lower() for finding in findings},
    }
    return JsonResponse(answer, status=503 if failing else 200)


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' format, for whoever has the token; without one, for this machine."""
    if not may_read_metrics(request):
        raise Http404
    return HttpResponse(exposition(timezone.now()), content_type=CONTENT_TYPE_LATEST)


def may_read_metrics(request: HttpRequest) -> bool:
    """Whether the request shows the token, or comes from this machine and was not forwarded."""
    token = settings.METRICS_TOKEN
    if token:
        shown = request.headers.get("Authorization", "")
        return secrets.compare_digest(shown.encode(), f"Bearer {token}".encode())
    # Behind a proxy of this machine, everybody comes from this machine.
    forwarded = settings.BEHIND_PROXY or any(name in request.META for name in FORWARDED)
    return not forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK
