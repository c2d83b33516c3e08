"""Each thing that can be done with an estimate on a request's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.estimates.actions import deciding, ending, sending
from puntuale.apps.estimates.errors import AlreadyEnded
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of, estimates_sent
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.estimates.forms import AcceptanceForm, WithdrawalForm
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.downloads import pdf_file
from puntuale.ui.estimates import offer_shown
from puntuale.ui.paper.estimates import card_name, card_of
from puntuale.ui.words.decisions import too_late


@require_POST
@needs(Ability.WORK_ON_TICKETS)
def withdraw(request: StaffRequest, number: int, revision: int) -> HttpResponse:
    """Take it back, unless the customer was faster."""
    form = WithdrawalForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    estimate = _estimate(request, number, revision)
    try:
        ending.withdraw(estimate, by=request.user, at=timezone.now(), reason=reason)
    except TicketRefusal as refusal:
        messages.error(request, _told(refusal))
    return redirect("desk:ticket", number=number)


@require_POST
@needs(Ability.WORK_ON_TICKETS)
def renew(request: StaffRequest, number: int, revision: int) -> HttpResponse:
    """Offer the same again; what has to be looked at first is shown."""
    estimate = _estimate(request, number, revision)
    try:
        sending.renew(estimate, by=request.user, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:estimate", number=number)
    return redirect("desk:ticket", number=number)


@require_POST
@needs(Ability.WORK_ON_TICKETS)
def accept(request: StaffRequest, number: int, revision: int) -> HttpResponse:
    """Accept it for somebody who may spend and said so, by an order."""
    at, estimate = timezone.now(), _estimate(request, number, revision)
    form = AcceptanceForm(request.POST, deciders=deciders_of(estimate.ticket))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("desk:ticket", number=number)
    with override(estimate.language):
        shown = offer_shown(estimate, at=at).text
    decider = deciding.Decider(
        form.cleaned_data["contact"],
        name=str(form.cleaned_data["contact"]),
        address=address_of(request),
        shown=shown,
        order_reference=form.cleaned_data["order_reference"],
        agent=request.user,
    )
    try:
        deciding.accept(estimate, decider, at=at)
    except TicketRefusal as refusal:
        messages.error(request, _told(refusal))
    return redirect("desk:ticket", number=number)


@require_safe
@needs(Ability.WORK_ON_TICKETS)
def card(request: StaffRequest, number: int, revision: int) -> HttpResponse:
    """The intervention card as the customer gets it."""
    estimate = _estimate(request, number, revision)
    with override(estimate.language):
        return pdf_file(card_name(estimate), card_of(estimate, at=timezone.now()))


def _estimate(request: StaffRequest, number: int, revision: int) -> Estimate:
    ticket: Ticket = ticket_for(request.user, number)
    estimate = get_object_or_404(estimates_sent(ticket), revision=revision)
    estimate.ticket = ticket
    return estimate


def _told(refusal: TicketRefusal) -> str:
    """The loser of a race learns who was faster."""
    if isinstance(refusal, AlreadyEnded):
        return too_late(refusal.estimate)
    return str(refusal)
