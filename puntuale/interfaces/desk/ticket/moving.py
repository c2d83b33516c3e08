"""The page on which a request becomes another customer's, or about something else."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.catalogue.queries import licence_with
from puntuale.apps.tickets.actions.entitling import move
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.supposing import supposed_move
from puntuale.interfaces.desk.ticket.changes import changes
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.forms import MoveForm
from puntuale.ui.access import StaffRequest, needs

PAGE = "desk/ticket/move.html"


@require_http_methods(["GET", "POST"])
@needs(Ability.WORK_ON_TICKETS)
def page(request: StaffRequest, number: int) -> HttpResponse:
    """Choose, look at what would change, then say why and change it."""
    ticket = ticket_for(request.user, number)
    form = MoveForm(request.POST or None, initial=_as_it_is(ticket))
    if not form.is_bound or not form.is_valid():
        return render(request, PAGE, {"ticket": ticket, "form": form}, status=_status(form))
    if "move" in request.POST:
        try:
            _moved(request, ticket, form)
        except TicketRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(reverse("desk:ticket", args=[number]))
    lines = _lines(request, ticket, form)
    context = {"ticket": ticket, "form": form, "lines": lines}
    return render(request, PAGE, context, status=_status(form))


def _as_it_is(ticket: Ticket) -> dict[str, object]:
    return {
        "organisation": ticket.organisation_id,
        "product": ticket.product_id,
        "serial_number": ticket.serial_number,
    }


def _status(form: MoveForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def _moved(request: StaffRequest, ticket: Ticket, form: MoveForm) -> None:
    values = form.cleaned_data
    move(
        ticket,
        organisation=values["organisation"],
        product=values["product"],
        licence=licence_with(values["serial_number"], values["organisation"]),
        reason=values["reason"],
        by=request.user,
        at=timezone.now(),
    )


def _lines(request: StaffRequest, ticket: Ticket, form: MoveForm) -> list[str]:
    values = form.cleaned_data
    licence = licence_with(values["serial_number"], values["organisation"])
    supposed = supposed_move(
        ticket,
        organisation=values["organisation"],
        product=licence.product if licence else values["product"],
        at=timezone.now(),
    )
    return changes(ticket, supposed, request.user)
