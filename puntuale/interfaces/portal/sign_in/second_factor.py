"""Whoever must have a second factor, and has none, sees nothing else before it is set up."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.second_factor import must_have_second_factor

MISSING = "second_factor_is_missing"
OPEN = frozenset({"account_logout", "account_reauthenticate", "theme", "language"})


def note_second_factor(request: HttpRequest, user: User) -> None:
    """Remember with the session whether `user` has still to set one up."""
    request.session[MISSING] = must_have_second_factor(user) and not is_mfa_enabled(user)


class SecondFactorMiddleware:
    """Leads to the page where a second factor is set up; what anybody may open stays open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_view(
        request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        """A redirection, where something else was asked for."""
        match = request.resolver_match
        name = match.view_name if match else ""
        is_open = name in OPEN or name.startswith("mfa_") or not getattr(view, "login_required", 1)
        if is_open or not request.session.get(MISSING):
            return None
        return redirect("mfa_index")
