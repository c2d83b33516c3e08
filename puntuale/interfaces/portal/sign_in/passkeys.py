"""Passkeys (WebAuthn Level 3): added, named, removed, and the way in with nothing else.

allauth checks challenge, origin and signature; every passkey verifies its person (by finger, face or PIN),
so that it is a password and a second factor at once.
"""

import json
from typing import Any

from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from puntuale.interfaces.portal.limits import refusal
from puntuale.interfaces.portal.sign_in.adapter import is_own_path
from puntuale.interfaces.portal.sign_in.fresh import freshly_signed_in
from puntuale.interfaces.portal.sign_in.refusing import refuse

FACTORS = reverse_lazy("mfa_index")


class AddView(views.AddWebAuthnView):  # type: ignore[misc]
    """A new passkey of whoever is signed in; it lies on their device, which asks who they are."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return context | {"options": json.dumps(options["publicKey"])}


class RenameView(views.EditWebAuthnView):  # type: ignore[misc]
    """Another name for a passkey."""

    success_url = FACTORS


class RemoveView(views.RemoveWebAuthnView):  # type: ignore[misc]
    """A passkey opens nothing any more."""

    success_url = FACTORS


class AgainView(views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey once more, before something grave."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"options": json.dumps(context["js_data"]["request_options"]["publicKey"])}

    def form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer


class SecondFactorView(AuthenticateView):  # type: ignore[misc]
    """After the password or the mailed link: a code, or a passkey."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["request_options"]["publicKey"]
        has_one = bool(options.get("allowCredentials"))
        return context | {"options": json.dumps(options) if has_one else ""}


class EnterView(views.LoginWebAuthnView):  # type: ignore[misc]
    """The way in with a passkey alone; whose it is, the passkey says."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the browser is to ask the passkey for; known and unknown devices get the same."""
        return JsonResponse(auth.begin_authentication(user=None)["publicKey"])

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        target = self.request.POST.get("next", "")
        login = Login(user=authenticator.user, redirect_url=target if is_own_path(target) else None)
        answer: HttpResponse = flows.perform_passwordless_login(self.request, authenticator, login)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        return refuse(self.request, _("This passkey does not open this desk."))


add = freshly_signed_in(AddView.as_view())
rename = RenameView.as_view()
remove = RemoveView.as_view()
again = AgainView.as_view()
second_factor = never_cache(SecondFactorView.as_view())
_enter = EnterView.as_view()


@login_not_required
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Within the limits of whoever has not signed in."""
    return refusal(request, "passkey") or _enter(request)
