"""A desk that nobody has set up yet shows its first page, whatever is asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from puntuale.apps.accounts.models import Vendor

OPEN = ("/setup/", "/static/", "/healthz", "/metrics", "/language/", "/theme/")


class FirstRunMiddleware:
    """Leads to the setup while there is no vendor; asks the database only until there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.is_set_up and not request.path.startswith(OPEN):
            self.is_set_up = Vendor.objects.exists()
            if not self.is_set_up:
                return redirect("setup:beginning")
        return self.get_response(request)
