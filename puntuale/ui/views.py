"""Light or dark, remembered in a cookie, so that it is right from the first byte."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

THEME_COOKIE = "theme"
THEMES = frozenset({"light", "dark"})
A_YEAR_SECONDS = 365 * 24 * 3600


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the chosen theme and go back to the page it was chosen on."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        return HttpResponseBadRequest("unknown theme")

    response = HttpResponseRedirect(_way_back(request))
    response.set_cookie(
        THEME_COOKIE, theme, max_age=A_YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
    return response


def _way_back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return "/"
