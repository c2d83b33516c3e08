"""Signing in at the company's own provider (OpenID Connect 1.0), for people who are known already.

Nobody is made an account by it. Who is meant is the address that the provider has verified, once; from then
on the provider's own number for the person, whatever their address there becomes.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from puntuale.apps.customers.letting_in import user_with_address
from puntuale.interfaces.portal.limits import refusal
from puntuale.interfaces.portal.sign_in.adapter import is_own_path
from puntuale.interfaces.portal.sign_in.refusing import refuse

PROVIDER = "oidc"
SILENT = _("The provider does not answer. Try again, or come in another way.")
NOT_CONFIRMED = _("The provider did not confirm who you are. Try again, or come in another way.")
UNVERIFIED = _("The provider has not verified your mail address, so we cannot tell who you are.")
UNKNOWN = _("Nobody is known here by the address that the provider told us.")


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Our rules on who comes in by a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whom the provider means, or refuse."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN or not _is_of_one(sociallogin):
            raise ImmediateHttpResponse(refuse(request, NOT_CONFIRMED))
        # They belong to the provider; ours is the address in the profile.
        sociallogin.email_addresses = []
        if sociallogin.is_existing:
            return
        told = _told(sociallogin)
        address = str(told.get("email") or "").strip().lower()
        if told.get("email_verified") is not True or not address:
            raise ImmediateHttpResponse(refuse(request, UNVERIFIED))
        domain = address.rpartition("@")[2]
        is_theirs = not settings.OIDC_DOMAINS or domain in settings.OIDC_DOMAINS
        user = user_with_address(address, at=timezone.now()) if is_theirs else None
        if user is None:
            raise ImmediateHttpResponse(refuse(request, UNKNOWN))
        sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """Whatever went wrong on the way, and whoever changed their mind: back to the way in."""
        raise ImmediateHttpResponse(refuse(request, NOT_CONFIRMED))


@login_not_required
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Go to the provider."""
    if refused := refusal(request, "oidc"):
        return refused
    target = request.POST.get("next", "")
    try:
        provider = get_adapter().get_provider(request, PROVIDER)
        answer: HttpResponse = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=target if is_own_path(target) else None
        )
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except ImmediateHttpResponse as early:
        answer = early.response
    except (RequestException, OAuth2Error, KeyError, ValueError):
        answer = refuse(request, SILENT)
    return answer


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the provider with its word."""
    if refused := refusal(request, "oidc"):
        return refused
    try:
        answer: HttpResponse = callback(request, provider_id)
    except RequestException:
        answer = refuse(request, SILENT)
    except (OAuth2Error, KeyError, ValueError):
        answer = refuse(request, NOT_CONFIRMED)
    return answer


def _told(sociallogin: SocialLogin) -> dict[str, Any]:
    data: dict[str, Any] = sociallogin.account.extra_data
    return data.get("userinfo") or data.get("id_token") or data


def _is_of_one(sociallogin: SocialLogin) -> bool:
    """Whether both words of the provider are about one person (OpenID Connect Core 5.3.2)."""
    data = sociallogin.account.extra_data
    subjects = {
        data[part].get("sub") for part in ("userinfo", "id_token") if data.get(part) is not None
    }
    return len(subjects) == 1 and None not in subjects
