"""A customer asks for a call about a request, or takes it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.callbacks.actions import ask_for_call, withdraw_call
from puntuale.apps.callbacks.queries import open_call_on
from puntuale.apps.callbacks.rules import offers_calls
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.calls import form_for
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import decides, show, ticket_for


@require_POST
@customers_only
def create(request: PortalRequest, number: int) -> HttpResponse:
    """Ask for a call, where the agreement offers one."""
    ticket = _decided_by(request, number)
    form = form_for(request.contact, ticket, request.POST)
    if not offers_calls(ticket):
        form.add_error(None, _("Your agreement offers no calls. Write to us instead."))
    if not form.is_valid():
        return show(request, ticket, asked_call=form)
    try:
        ask_for_call(ticket, by=request.contact, at=timezone.now(), **form.wishes())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("We call you."))
    return redirect("portal:request", number=number)


@require_POST
@customers_only
def destroy(request: PortalRequest, number: int) -> HttpResponse:
    """No call is needed any more."""
    callback = open_call_on(_decided_by(request, number))
    try:
        if callback is not None:
            withdraw_call(callback, by=request.contact, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:request", number=number)


def _decided_by(request: PortalRequest, number: int) -> Ticket:
    """The request; somebody in copy reads it and has nobody called."""
    ticket = ticket_for(request, number)
    if not decides(request, ticket):
        raise PermissionDenied
    return ticket
