"""What a customer can set about themselves."""

from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.actions import set_profile
from puntuale.apps.customers.consents import record_consent
from puntuale.apps.customers.declining import Topic, decline, want_again
from puntuale.apps.tickets.queries import contact_of
from puntuale.apps.tickets.search.indexing import index_renamed
from puntuale.interfaces.portal.forms.profile import ProfileForm, profile_form
from puntuale.interfaces.portal.http import PortalRequest


def profile(request: PortalRequest) -> HttpResponse:
    """Show and change name, language and zone; the ways to sign in are a step further."""
    form = profile_form(request.user, request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"form": form, "has_second_factor": is_mfa_enabled(request.user)}
        return render(request, "portal/profile.html", context, status=status)
    _save(request.user, form)
    with translation.override(request.user.language):
        messages.success(request, _("Your profile is saved."))
    answer = redirect("portal:profile")
    # The language of the profile holds from now on, not one chosen on a page before.
    answer.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return answer


@transaction.atomic
def _save(user: User, form: ProfileForm) -> None:
    facts, at = dict(form.cleaned_data), timezone.now()
    wants_reminders, wants_news = facts.pop("wants_reminders"), facts.pop("wants_news")
    set_profile(user, **facts)
    if contact := contact_of(user):
        index_renamed(contact, form.changed_data, at=at)
        record_consent(contact, is_given=wants_news, source="profile", at=at)
        if wants_reminders:
            want_again(contact, Topic.REMINDERS, at=at)
        else:
            decline(contact, Topic.REMINDERS, at=at)
