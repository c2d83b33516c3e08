"""What work would cost before it is recorded, and were the request of another type."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.charges.bands import in_bands
from puntuale.apps.charges.supposing import charges_by_type, supposed_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.tickets.promises import classes_of
from puntuale.apps.work.queries import live_entries
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.work.forms import WorkForm
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.charges import charge_shown
from puntuale.ui.words.bands import split
from puntuale.ui.words.charges import reasons, result


@dataclass(frozen=True, slots=True)
class Another:
    """The same work under another type: what it would cost, and why."""

    title: str
    why: str
    charge: str
    is_now: bool


@require_GET
@needs(Ability.WORK_ON_TICKETS)
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """While hours are typed: the bands they fall into, and what the request would cost with them."""
    ticket = ticket_for(request.user, number)
    form = WorkForm(request.GET)
    context: dict[str, object] = {"errors": [], "split": "", "charge": None}
    if not form.is_valid():
        context["errors"] = [form.errors[name][0] for name in form.errors if name != "__all__"]
    elif ticket.version and form.work.started_at < form.work.ended_at:
        charging, work = charging_terms(ticket.version), form.work
        zone = charging.terms.zone
        context["split"] = split(in_bands(charging, work.started_at, work.ended_at), zone)
        if not work.free_because:
            found = supposed_charge(ticket, live_entries(ticket), (work.started_at, work.ended_at))
            context["charge"] = found and charge_shown(found, zone)
    return render(request, "desk/work/_preview.html", context)


@require_GET
@needs(Ability.WORK_ON_TICKETS)
def types(request: StaffRequest, number: int) -> HttpResponse:
    """The same work rated under every type of the agreement: the part alone, or a page of its own."""
    ticket = ticket_for(request.user, number)
    classes, language = classes_of(ticket), get_language() or "en"
    rows = []
    if ticket.version is not None:
        zone = charging_terms(ticket.version).terms.zone
        for code, found in charges_by_type(ticket, live_entries(ticket), classes.types).items():
            why, cost = " ".join(reasons(found, zone)), "" if found.refused else result(found)
            rows.append(Another(classes.title(code, language), why, cost, code == ticket.type))
    context = {"ticket": ticket, "others": sorted(rows, key=lambda each: not each.is_now)}
    page = "desk/work/_types.html" if request.htmx else "desk/work/types.html"
    return render(request, page, context)
