"""The way to us for a customer whose partner is not reached."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.tickets.actions.handing import go_past_partner
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import decides, ticket_for


@require_POST
@customers_only
def create(request: PortalRequest, number: int) -> HttpResponse:
    """Come to us with a request that the partner has."""
    ticket = ticket_for(request, number)
    if not decides(request, ticket):
        raise PermissionDenied
    try:
        go_past_partner(ticket, by=request.contact, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is with us now. What we promise stands beside it."))
    return redirect("portal:request", number=number)
