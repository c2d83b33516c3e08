"""Which agreements anybody may read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.actions import publish
from puntuale.apps.agreements.models import Agreement
from puntuale.ui.access import StaffRequest, needs


@needs(Ability.KEEP_AGREEMENTS)
@require_POST
def change(request: StaffRequest, code: str) -> HttpResponse:
    """Give an agreement a public page, or take it away."""
    agreement = get_object_or_404(Agreement, code=code)
    is_public = request.POST.get("is_public") == "yes"
    publish(agreement, is_public=is_public, by=request.user, at=timezone.now())
    told = (
        _("Anybody can now read what %(code)s promises and costs.")
        if is_public
        else _("%(code)s has no public page any more.")
    )
    messages.success(request, told % {"code": agreement.code})
    return redirect("office:agreements")
