"""A request ends, or begins again, because its customer says so."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.tickets.actions.deciding import close_ticket, reopen
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import OVER_FOR_GOOD, decides, ticket_for


@require_POST
@customers_only
def create(request: PortalRequest, number: int) -> HttpResponse:
    """Solved, thank you; or no longer needed."""
    ticket = _decidable(request, number)
    try:
        close_ticket(ticket, by=request.contact, at=timezone.now(), because="customer")
        messages.success(request, _("The request is closed. You can open it again at any time."))
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:request", number=ticket.number)


@require_POST
@customers_only
def destroy(request: PortalRequest, number: int) -> HttpResponse:
    """It is not solved after all."""
    ticket = _decidable(request, number)
    try:
        reopen(ticket, by=request.contact, at=timezone.now())
        messages.success(request, _("The request is open again. Tell us below what is missing."))
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:request", number=ticket.number)


def _decidable(request: PortalRequest, number: int) -> Ticket:
    ticket = ticket_for(request, number)
    if ticket.state in OVER_FOR_GOOD or not decides(request, ticket):
        raise PermissionDenied
    return ticket
