"""How the desk is for one person: language, zone, signature, keys, mail."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from puntuale.apps.accounts.calendar_address import renew_address, token_of
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.ui.access import StaffRequest, needs


def _zones() -> list[tuple[str, str]]:
    # Names such as Etc/GMT+1 mean the reverse of what people read.
    places = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith("Etc/")
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class ProfileForm(forms.ModelForm[User]):
    """What a person sets for themselves; role and rights are not among it."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=lazy(_zones, list)(),
        help_text=gettext_lazy(
            "Hours are shown in it; the agreement’s zone is named where it differs."
        ),
    )

    class Meta:
        model = User
        fields: ClassVar = [
            "name", "language", "time_zone", "signature", "uses_shortcuts", "wants_mail_notices",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "signature": gettext_lazy("Under every answer that you send."),
        }
        widgets: ClassVar[dict[str, Any]] = {"signature": forms.Textarea(attrs={"rows": 4})}


@require_http_methods(["GET", "POST"])
@needs(Ability.ASK)
def edit(request: StaffRequest) -> HttpResponse:
    """Show and change one's own profile; the ways to sign in are a step further."""
    # A copy: what is typed wrong must not show in the masthead as if it were so.
    mine = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=mine)
    if not form.is_valid():
        address = reverse("public:promises", kwargs={"token": token_of(mine)})
        context = {
            "form": form,
            "has_second_factor": is_mfa_enabled(request.user),
            "calendar_address": f"{settings.PUBLIC_URL}{address}",
        }
        status = 422 if form.is_bound else 200
        return render(request, "desk/own/profile.html", context, status=status)
    form.save()
    with translation.override(mine.language):
        messages.success(request, _("Your profile is saved."))
    response = redirect("desk:profile")
    # The language of the profile holds from now on, not one chosen on a page before.
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


@require_POST
@needs(Ability.ASK)
def calendar_address(request: StaffRequest) -> HttpResponse:
    """Another secret address for one's calendar; the last one shows nothing any more."""
    renew_address(request.user, at=timezone.now())
    messages.success(request, _("Your calendar has a new address. Subscribe to it again."))
    return redirect("desk:profile")
