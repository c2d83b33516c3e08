"""Who may open a page of the staff: those with the ability that it asks for."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability


class StaffRequest(HttpRequest):
    """A request in which somebody of the staff is signed in."""

    user: User
    htmx: HtmxDetails


Answer = TypeVar("Answer", bound=HttpResponseBase)


def needs(ability: Ability) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Let only staff with `ability` in: to a customer the page does not exist."""

    def decorate(view: Callable[..., Answer]) -> Callable[..., Answer]:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> Answer:
            if not request.user.is_staff:
                raise Http404
            if not request.user.can(ability):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def address_of(request: HttpRequest) -> str | None:
    """Where the request came from, for the log."""
    return request.META.get("REMOTE_ADDR") or None
