"""How long a session lasts: until nobody has used it for a while, and never longer than its limit."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

HOUR = 3600
STAFF_IDLE_SECONDS = 72 * HOUR
CUSTOMERS_IDLE_SECONDS = 7 * 24 * HOUR
# However often it is used; the cookie ends then as well (SESSION_COOKIE_AGE).
LONGEST_SECONDS = 14 * 24 * HOUR
# A note for each request would be a write for each.
NOTED_EVERY_SECONDS = 15 * 60
SIGNED_IN, SEEN = "signed_in_at", "seen_at"


def note_beginning(request: HttpRequest) -> None:
    """Somebody has come in: from now on their session is counted."""
    request.session[SIGNED_IN] = request.session[SEEN] = timezone.now().timestamp()


class LastingMiddleware:
    """Signs out whoever has been away for too long, or in for too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and SIGNED_IN in request.session:
            _look(request)
        return self.get_response(request)


def _look(request: HttpRequest) -> None:
    now, user = timezone.now().timestamp(), request.user
    away = now - request.session[SEEN]
    is_staff = user.is_authenticated and user.is_staff
    idle = STAFF_IDLE_SECONDS if is_staff else CUSTOMERS_IDLE_SECONDS
    if away > idle or now - request.session[SIGNED_IN] > LONGEST_SECONDS:
        logout(request)
    elif away > NOTED_EVERY_SECONDS:
        request.session[SEEN] = now
