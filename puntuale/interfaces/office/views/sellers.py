"""Coverages whose partner looks after the customer no more: one button each says who sells them now."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.agreements.licensing import today_of_vendor
from puntuale.apps.agreements.models import Coverage
from puntuale.apps.agreements.sellers import LeftBehind, coverages_left_behind, sell_by
from puntuale.ui.access import StaffRequest, address_of, needs


@require_safe
@needs(Ability.KEEP_AGREEMENTS)
def index(request: StaffRequest) -> HttpResponse:
    """Each with its partner, and who would sell it from now on."""
    rows = coverages_left_behind(today_of_vendor(timezone.now()))
    return render(request, "office/sellers.html", {"rows": rows})


@require_POST
@needs(Ability.KEEP_AGREEMENTS)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it be sold by whom the button named, if that still is who looks after the customer."""
    get_object_or_404(Coverage, pk=pk)
    rows = coverages_left_behind(today_of_vendor(timezone.now()))
    found = next((each for each in rows if each.coverage.pk == pk), None)
    named = request.POST.get("partner", "")
    if found is None or named != str(found.successor.pk if found.successor else ""):
        messages.error(request, _("This has changed meanwhile. Nothing was done; look again."))
    else:
        _change(request, found)
        messages.success(request, _("%(name)s is saved.") % {"name": found.coverage})
    return redirect("office:sellers")


@transaction.atomic
def _change(request: StaffRequest, found: LeftBehind) -> None:
    at, before = timezone.now(), found.coverage.partner_id
    sell_by(found.coverage, found.successor, at=at)
    record_change(
        "coverages.changed",
        found.coverage,
        by=request.user,
        at=at,
        before={"partner": before},
        after={"partner": found.coverage.partner_id},
        address=address_of(request),
    )
