"""Each request is answered in its reader's language and zone."""

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from puntuale.apps.accounts.models import Vendor


class ReaderMiddleware:
    """Activates the signed-in person's language and time zone for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        # A language chosen on the page just now wins over the one of the profile.
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if user.is_authenticated and not chosen:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        zone = user.time_zone if user.is_authenticated else _vendors_zone()
        with timezone.override(zoneinfo.ZoneInfo(zone)):
            return self.get_response(request)


def _vendors_zone() -> str:
    """Whoever is not signed in is shown the vendor's hours."""
    zones = Vendor.objects.values_list("time_zone", flat=True)
    return zones.first() or settings.TIME_ZONE
