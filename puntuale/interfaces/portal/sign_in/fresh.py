"""Something grave is done only by whoever came in a moment ago, or proves again who they are."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

FRESH_SECONDS = 15 * 60
View = Callable[..., HttpResponse]


def came_by_mail_just_now(request: HttpRequest) -> bool:
    """Whether this browser came in by a mailed link or code within a quarter of an hour."""
    now = timezone.now().timestamp()
    return any(
        record["method"] == "code" and now - record["at"] < FRESH_SECONDS
        for record in get_authentication_records(request, request.user)
    )


def freshly_signed_in(view: View) -> View:
    """Have whoever has neither password nor factor to prove themselves by come in by mail again.

    Everybody else is asked by allauth, whose decorator lets these pass.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if isinstance(user, AnonymousUser) or get_reauthentication_flows(user):
            return view(request, *args, **kwargs)
        if came_by_mail_just_now(request):
            return view(request, *args, **kwargs)
        messages.info(request, _("This protects your account. Come in by a new link first."))
        query = urlencode({"next": request.path, "email": user.email})
        return redirect(f"{reverse('sign_in_link')}?{query}")

    return guarded
