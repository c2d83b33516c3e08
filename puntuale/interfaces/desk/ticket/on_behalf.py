"""A request that an agent writes down for a customer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.customers.queries import contacts_like
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.files import keep_file
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.desk.ticket.forms import OnBehalfForm
from puntuale.ui.access import StaffRequest, needs


@require_http_methods(["GET", "POST"])
@needs(Ability.WORK_ON_TICKETS)
def create(request: StaffRequest) -> HttpResponse:
    """Write the request down and open its page."""
    form = OnBehalfForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        try:
            ticket = _opened(request, form)
        except TicketRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(reverse("desk:ticket", args=[ticket.number]))
    status = 422 if form.is_bound else 200
    return render(request, "desk/ticket/new.html", {"form": form}, status=status)


@require_GET
@needs(Ability.WORK_ON_TICKETS)
def contacts(request: StaffRequest) -> HttpResponse:
    """People whose name, address or customer begins with what was typed."""
    found = contacts_like(request.GET.get("email", ""))
    return render(request, "desk/ticket/_contacts.html", {"contacts": found})


def _opened(request: StaffRequest, form: OnBehalfForm) -> Ticket:
    values, at = form.cleaned_data, timezone.now()
    contact = contact_for(values["email"], at=at, name=values["name"], language=values["language"])
    assert contact is not None, "the form has checked the address"
    files = [
        keep_file(file, file.name or "", file.content_type or "", at=at, by=request.user)
        for file in values["attached"]
    ]
    new = NewRequest(
        contact=contact,
        subject=values["subject"],
        text=values["text"],
        channel=Ticket.Channel(values["channel"]),
        language=values["language"],
        product=values["product"],
        serial_number=values["serial_number"],
        files=files,
        idempotency_key=values["key"],
        by=request.user,
    )
    return open_ticket(new, at=at)
