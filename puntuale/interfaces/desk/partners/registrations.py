"""Who says they are of a partner's customer: the partner, as well as the office, says whether it is so."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.actions import record_change
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.registrations.actions import accept_registration, refuse_registration
from puntuale.apps.registrations.errors import RegistrationRefusal
from puntuale.apps.registrations.models import Registration
from puntuale.apps.registrations.queries import registrations_to_decide
from puntuale.ui.access import StaffRequest, address_of, needs

MOST = 100


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest) -> HttpResponse:
    """Whoever waits for a word about this partner's customers; ours stand in the office."""
    if request.user.is_of_vendor:
        raise Http404
    rows = registrations_to_decide(request.user)[:MOST]
    return render(request, "desk/partners/registrations.html", {"rows": rows})


@require_POST
@needs(Ability.GIVE_SUPPORT)
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Take somebody into the customer they named, or turn them down; they are told."""
    if request.user.is_of_vendor:
        raise Http404
    found = get_object_or_404(registrations_to_decide(request.user), pk=pk)
    try:
        _decide(request, found)
    except RegistrationRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:registrations")


@transaction.atomic
def _decide(request: StaffRequest, found: Registration) -> None:
    by, at = request.user, timezone.now()
    accepts = request.POST.get("decision") == "accept"
    if accepts:
        accept_registration(found, found.organisation, by=by, at=at)
        messages.success(request, _("%(name)s is registered.") % {"name": found.name})
    else:
        refuse_registration(found, by=by, at=at)
        messages.success(request, _("%(name)s was turned down.") % {"name": found.name})
    what = "registrations.accepted" if accepts else "registrations.refused"
    record_change(what, found, by=by, at=at, address=address_of(request))
