"""A customer writes how their system is reached, or takes it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from puntuale.apps.access.details import give_details, withdraw_details
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.forms.access import AccessForm
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import decides, show, ticket_for


@sensitive_post_parameters()
@require_POST
@customers_only
def create(request: PortalRequest, number: int) -> HttpResponse:
    """Keep it sealed, in place of what was written before."""
    ticket, form = _decided_by(request, number), AccessForm(request.POST)
    if not form.is_valid():
        return show(request, ticket, access_form=form)
    try:
        give_details(ticket, form.cleaned_data["details"], by=request.contact, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept sealed. Whoever reads it is listed here."))
    return redirect("portal:request", number=number)


@require_POST
@customers_only
def destroy(request: PortalRequest, number: int) -> HttpResponse:
    """Wipe it: nobody reads it any more."""
    try:
        withdraw_details(_decided_by(request, number), by=request.contact, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Wiped. Nobody can read it any more."))
    return redirect("portal:request", number=number)


def _decided_by(request: PortalRequest, number: int) -> Ticket:
    """The request; somebody in copy reads along and gives nobody access."""
    ticket = ticket_for(request, number)
    if not decides(request, ticket):
        raise PermissionDenied
    return ticket
