"""Signing in by mail: a link for any browser, a code for this one.

Known and unknown addresses get the same answer after the same work: who is meant is looked up by the
worker that sends the mail.
"""

import secrets
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.sign_in_links import sha256, use_code, use_token, user_behind
from puntuale.apps.jobs.actions import enqueue
from puntuale.interfaces.portal.limits import refusal
from puntuale.interfaces.portal.sign_in.adapter import is_own_path
from puntuale.interfaces.portal.sign_in.forms import CodeForm, LinkForm

BROWSER = "sign_in_browser"


@login_not_required
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Have a link mailed to an address, whoever it belongs to."""
    form = LinkForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    target = _target(request)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"form": form, "next": target}
        return render(request, "account/link_ask.html", context, status=status)
    address = form.cleaned_data["email"].lower()
    if refused := refusal(request, "sign_in_link", key=address):
        return refused
    enqueue(
        "mail.sign_in",
        {
            "address": address,
            "language": get_language() or "en",
            "browser": sha256(_browser(request)),
            "next": target,
        },
        at=timezone.now(),
    )
    return redirect(_with_next(reverse("sign_in_link_sent"), target))


@login_not_required
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    """The mail is on its way; its code can be typed here."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if refused := refusal(request, "sign_in_code"):
            return refused
        user = use_code(
            form.cleaned_data["code"], browser=sha256(_browser(request)), at=timezone.now()
        )
        if user is not None:
            return _let_in(request, user)
        form.add_error("code", _("This code does not fit. It holds for 15 minutes, and once."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "next": _target(request)}
    return render(request, "account/link_sent.html", context, status=status)


@login_not_required
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link: looking at it uses nothing, the button signs in."""
    now = timezone.now()
    if request.method == "POST":
        user = use_token(token, at=now)
        if user is not None:
            return _let_in(request, user)
    context = {"user_behind": user_behind(token, at=now), "next": _target(request)}
    status = HTTPStatus.OK if context["user_behind"] else HTTPStatus.GONE
    return render(request, "account/link_follow.html", context, status=status)


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    record_authentication(request, user, method="code", email=user.email)
    answer: HttpResponse = perform_login(
        request, user, redirect_url=_target(request) or None, email=user.email
    )
    return answer


def _browser(request: HttpRequest) -> str:
    """The secret that only this browser's session knows."""
    secret: str = request.session.setdefault(BROWSER, secrets.token_urlsafe(32))
    return secret


def _target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next", "")
    return target if is_own_path(target) else ""


def _with_next(url: str, target: str) -> str:
    return f"{url}?{urlencode({'next': target})}" if target else url
