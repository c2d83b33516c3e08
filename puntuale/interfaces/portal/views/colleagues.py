"""Who says they are of the company: somebody who speaks for it confirms them, or does not."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.registrations.actions import accept_registration, refuse_registration
from puntuale.apps.registrations.errors import RegistrationRefusal
from puntuale.apps.registrations.queries import colleagues_waiting
from puntuale.interfaces.portal.http import PortalRequest, customers_only


@require_safe
@customers_only
def index(request: PortalRequest) -> HttpResponse:
    """Everybody who waits for a word of this company."""
    context = {"waiting": colleagues_waiting(request.contact)}
    return render(request, "portal/registration/colleagues.html", context)


@require_POST
@customers_only
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    """Confirm somebody as a colleague, or not; they are told."""
    found, at = get_object_or_404(colleagues_waiting(request.contact), pk=pk), timezone.now()
    try:
        if request.POST.get("decision") == "accept":
            accept_registration(found, found.organisation, by=request.contact, at=at)
            messages.success(request, _("%(name)s is one of you now.") % {"name": found.name})
        else:
            refuse_registration(found, by=request.contact, at=at)
            messages.success(request, _("%(name)s was turned down.") % {"name": found.name})
    except RegistrationRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:colleagues")
