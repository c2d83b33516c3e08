"""Signing in with a password, choosing another one, signing out."""

from http import HTTPStatus
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.views import LoginView, LogoutView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.models import User
from puntuale.interfaces.portal.limits import refusal
from puntuale.interfaces.portal.sign_in.forms import NewPasswordForm

FRESH_SECONDS = 15 * 60


class EnterView(LoginView):  # type: ignore[misc]
    """Address and password; a refusal is a 422, as everywhere."""

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return answer


enter = EnterView.as_view()
leave = require_POST(LogoutView.as_view())


@sensitive_post_parameters()
@never_cache
def change(request: HttpRequest) -> HttpResponse:
    """Choose a new password; every other session of this person ends."""
    user = request.user
    assert isinstance(user, User)
    if refused := refusal(request, "change_password"):
        return refused
    asks_old = user.has_usable_password() and not _came_by_mail_just_now(request, user)
    form = NewPasswordForm(request.POST or None, user=user, asks_old=asks_old)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "account/password_change.html", {"form": form}, status=status)
    user.set_password(form.cleaned_data["new_password"])
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed. Everywhere else you are signed out."))
    return redirect("portal:profile")


def _came_by_mail_just_now(request: HttpRequest, user: User) -> bool:
    """Whoever forgot the password comes in by a link, and may then choose another one at once."""
    now = timezone.now().timestamp()
    return any(
        record["method"] == "code" and now - record["at"] < FRESH_SECONDS
        for record in get_authentication_records(request, user)
    )
