"""Somebody who did not come in is told why, on the page where there are other ways."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

REFUSED = "sign_in_refused"


def refuse(request: HttpRequest, why: Promise | str) -> HttpResponse:
    """To the way in, which says `why` once."""
    request.session[REFUSED] = str(why)
    return redirect("account_login")


def refused(request: HttpRequest) -> str:
    """Why somebody did not come in a moment ago; said once."""
    why: str = request.session.pop(REFUSED, "")
    return why
