"""A request that an agent writes down for a customer."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.customers.models import Contact
from puntuale.apps.customers.queries import contacts_like
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.partners.queries import contacts_visible_to
from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.forecast import forecast_for
from puntuale.apps.tickets.models import Attachment, Ticket
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.refusals import refusal_under
from puntuale.interfaces.desk.ticket.forms import OnBehalfForm
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.chosen_files import files_of
from puntuale.ui.words.refusals import because


@require_http_methods(["GET", "POST"])
@needs(Ability.GIVE_SUPPORT)
def create(request: StaffRequest) -> HttpResponse:
    """Write the request down and open its page."""
    form = OnBehalfForm(request.POST or None, reader=request.user)
    kept = files_of(request, form, at=timezone.now()) if form.is_bound else []
    refused = _refused_channel(form) if form.is_bound and form.is_valid() else ""
    if refused and "send_form" in request.POST:
        return _form_sent(request, form)
    if refused:
        form.add_error(None, refused)
    elif form.is_bound and form.is_valid():
        try:
            ticket = _opened(request, form, kept)
        except TicketRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _to(request, ticket)
    status = 422 if form.is_bound else 200
    context = {"form": form, "is_refused": bool(refused), "kept": kept}
    return render(request, "desk/ticket/new.html", context, status=status)


@require_GET
@needs(Ability.GIVE_SUPPORT)
def contacts(request: StaffRequest) -> HttpResponse:
    """People whose name, address or customer begins with what was typed."""
    found = contacts_like(request.GET.get("email", ""), contacts_visible_to(request.user))
    return render(request, "desk/ticket/_contacts.html", {"contacts": found})


def _refused_channel(form: OnBehalfForm) -> str:
    """Why the agreement opens nothing that comes this way, or nothing (readings.md 31)."""
    values = form.cleaned_data
    contact = _contact(form)
    forecast = forecast_for(
        contact.organisation,
        product=values["product"],
        channel=values["channel"],
        type="",
        severity="",
        at=timezone.now(),
    )
    if not forecast.refusal.startswith("channel_"):
        return ""
    version = forecast.decision.version
    return because(refusal_under(version, forecast.refusal, channel=values["channel"]))


def _form_sent(request: StaffRequest, form: OnBehalfForm) -> HttpResponse:
    contact, at = _contact(form), timezone.now()
    payload = {"contact_id": contact.pk, "language": form.cleaned_data["language"]}
    enqueue("mail.form", payload, at=at, key=f"form:{form.cleaned_data['key']}")
    messages.success(request, _("The form was sent to %(address)s.") % {"address": contact.email})
    return redirect(reverse("desk:queue"))


def _to(request: StaffRequest, ticket: Ticket) -> HttpResponse:
    """Its page; a partner who looks after other products of that customer does not have it."""
    if tickets_visible_to(request.user).filter(pk=ticket.pk).exists():
        return redirect(reverse("desk:ticket", args=[ticket.number]))
    messages.success(
        request, _("The request is with the vendor: you do not look after this product.")
    )
    return redirect(reverse("desk:queue"))


def _contact(form: OnBehalfForm) -> Contact:
    values = form.cleaned_data
    contact = contact_for(
        values["email"], at=timezone.now(), name=values["name"], language=values["language"]
    )
    assert contact is not None, "the form has checked the address"
    return contact


def _opened(request: StaffRequest, form: OnBehalfForm, files: Sequence[Attachment]) -> Ticket:
    values, at = form.cleaned_data, timezone.now()
    contact = _contact(form)
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
