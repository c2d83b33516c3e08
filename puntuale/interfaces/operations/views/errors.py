"""What people are told when a page cannot be shown: in plain words, and nothing about the inside."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SECONDS_TO_COME_BACK = 30


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(403)


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The form's token does not fit: mostly a page that was open for very long."""
    return _page(403, "operations/stale_form.html")


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(404)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Our fault; where it is the database that does not answer, it passes and is said so."""
    if isinstance(sys.exc_info()[1], OperationalError):
        answer = _page(503)
        answer["Retry-After"] = str(SECONDS_TO_COME_BACK)
        return answer
    return _page(500)


def _page(status: int, template: str = "") -> HttpResponse:
    # Without the request: no session, no user and no database stand behind an error page.
    content = render_to_string(template or f"operations/{status}.html")
    return HttpResponse(content, status=status)
