"""Why each promise falls due, on paper, with the agreement it follows from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.promises import readings_of
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.promises import shown_promises
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.verdicts import verdict


@require_GET
@needs(Ability.GIVE_SUPPORT)
def why(request: StaffRequest, number: int) -> HttpResponse:
    """Every promise of the request with its drawing and its steps, made to be printed."""
    ticket = ticket_for(request.user, number)
    context = {
        "ticket": ticket,
        "promises": shown_promises(ticket, request.user, readings_of(ticket, now=timezone.now())),
        "covered": verdict(ticket.entitlement).answer,
    }
    return render(request, "desk/ticket/why.html", context)
