"""Signing in with a password, choosing another one, signing out."""

from http import HTTPStatus
from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.models import User
from puntuale.interfaces.portal.limits import refusal
from puntuale.interfaces.portal.sign_in.forms import NewPasswordForm
from puntuale.interfaces.portal.sign_in.fresh import came_by_mail_just_now
from puntuale.interfaces.portal.sign_in.refusing import refused


class EnterView(LoginView):  # type: ignore[misc]
    """Address and password, a passkey, or the company's own provider; a refusal is a 422, as everywhere."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "refused": refused(self.request),
            "provider_name": settings.OIDC_NAME if settings.OIDC_URL else "",
        }

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
    # Whoever forgot it comes in by a link, and may then choose another one at once.
    asks_old = user.has_usable_password() and not came_by_mail_just_now(request)
    form = NewPasswordForm(request.POST or None, user=user, asks_old=asks_old)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "account/password_change.html", {"form": form}, status=status)
    user.set_password(form.cleaned_data["new_password"])
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed. Everywhere else you are signed out."))
    return redirect("portal:profile")
