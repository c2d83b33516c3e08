"""Remote sessions, as the customer meets them: allowed, and ended at any moment."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.work.actions import sessions
from puntuale.apps.work.models import RemoteSession
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.views.requests import decides, ticket_for

Deed = Callable[[PortalRequest, RemoteSession], None]


@require_POST
@customers_only
def consent(request: PortalRequest, number: int, session: int) -> HttpResponse:
    """Allow the desk to work on the customer's machine."""
    return _done(request, number, session, _consent)


@require_POST
@customers_only
def end(request: PortalRequest, number: int, session: int) -> HttpResponse:
    """It is over, whenever the customer says so."""
    return _done(request, number, session, _end)


def _consent(request: PortalRequest, session: RemoteSession) -> None:
    sessions.consent(session, by=request.contact, at=timezone.now())
    messages.success(
        request, _("You allowed the remote session. You can end it here at any moment.")
    )


def _end(request: PortalRequest, session: RemoteSession) -> None:
    sessions.end(session, by=request.contact, at=timezone.now())
    messages.success(request, _("The remote session has ended."))


def _done(request: PortalRequest, number: int, session: int, deed: Deed) -> HttpResponse:
    ticket = ticket_for(request, number)
    found = get_object_or_404(RemoteSession, pk=session, ticket=ticket)
    if not decides(request, ticket):
        raise PermissionDenied
    try:
        deed(request, found)
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("portal:request", number=number)
