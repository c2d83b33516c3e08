"""Who says they are of a partner's customer: the partner, as well as the office, says whether it is so."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.registrations.queries import registrations_to_decide
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.registrations import decide_registration

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
    accepts = request.POST.get("decision") == "accept"
    decide_registration(request, found, found.organisation, accepts=accepts, at=timezone.now())
    return redirect("desk:registrations")
