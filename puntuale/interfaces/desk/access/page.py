"""The page of access: everything that was opened, why one looks, and the way into the system."""

from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puntuale.apps.access.actions import state_reason
from puntuale.apps.access.details import days_kept, details_in_force, read_details
from puntuale.apps.access.models import Opening
from puntuale.apps.access.queries import openings_of
from puntuale.apps.access.rights import right_to_open
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.post.sealing import SealedElsewhere
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.ui.access import StaffRequest, address_of, needs
from puntuale.ui.openings import opening_rows
from puntuale.ui.reason_form import ReasonForm
from puntuale.ui.sheets import csv_answer
from puntuale.ui.words.viewpoint import Viewpoint

MOST_SHOWN = 200


@require_safe
@needs(Ability.GIVE_SUPPORT)
def index(request: StaffRequest, number: int) -> HttpResponse:
    """Who opened what, when and why."""
    return _page(request, ticket_for(request.user, number))


@require_POST
@needs(Ability.GIVE_SUPPORT)
def say_why(request: StaffRequest, number: int) -> HttpResponse:
    """State a reason; from then on files and details are open for some hours."""
    ticket, form = ticket_for(request.user, number), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, ticket, form=form)
    try:
        state_reason(ticket, form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:access", number=number)


@never_cache
@require_POST
@needs(Ability.GIVE_SUPPORT)
def details(request: StaffRequest, number: int) -> HttpResponse:
    """How the system is reached, in this answer alone; that it was read is written down."""
    ticket = ticket_for(request.user, number)
    try:
        text = read_details(ticket, by=request.user, at=timezone.now(), address=address_of(request))
    except TicketRefusal as refusal:
        messages.error(request, str(refusal))
    except SealedElsewhere:
        sealed = _("They were sealed with another key. Ask the customer to write them once more.")
        messages.error(request, sealed)
    else:
        return _page(request, ticket, text=text)
    return redirect("desk:access", number=number)


@require_safe
@needs(Ability.GIVE_SUPPORT)
def export(request: StaffRequest, number: int) -> HttpResponse:
    """The same for a spreadsheet."""
    rows = opening_rows(openings_of(ticket_for(request.user, number)), _view(request))
    head = [_("When"), _("Who"), _("What"), _("Why")]
    lines = [[row.at.isoformat(), row.who, row.what, row.why] for row in rows]
    return csv_answer(f"access-{number}.csv", head, lines)


def _page(
    request: StaffRequest, ticket: Ticket, *, form: ReasonForm | None = None, text: str = ""
) -> HttpResponse:
    at = timezone.now()
    right = right_to_open(request.user, ticket, at=at)
    context = {
        "ticket": ticket,
        "openings": opening_rows(openings_of(ticket)[:MOST_SHOWN], _view(request)),
        "may_open": right is not None,
        "stated": right.reason if right and right.why == Opening.Why.REASON else None,
        "form": form or ReasonForm(),
        "details": details_in_force(ticket, at=at),
        "days_kept": days_kept(),
        "text": text,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "desk/access/page.html", context, status=status)


def _view(request: StaffRequest) -> Viewpoint:
    return Viewpoint(timezone.now(), ZoneInfo(request.user.time_zone))
