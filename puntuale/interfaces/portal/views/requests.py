"""One request: its conversation, its promises, and who reads along."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.accounts.models import User
from puntuale.apps.charges.first_level import first_level_charges
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.estimates.queries import estimates_seen_by
from puntuale.apps.tickets.costs import cost_of
from puntuale.apps.tickets.models import Attachment, Participant, Ticket
from puntuale.apps.tickets.promises import expected_freely, is_best_effort, readings_of
from puntuale.apps.tickets.queries import tickets_of
from puntuale.apps.tickets.refusals import refusal_of
from puntuale.apps.work.queries import open_sessions, recorded_on
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.interfaces.portal.access import access_panel
from puntuale.interfaces.portal.calls import call_panel
from puntuale.interfaces.portal.clocks import seen_by, shown_promises
from puntuale.interfaces.portal.direct import direct_support
from puntuale.interfaces.portal.forms.access import AccessForm
from puntuale.interfaces.portal.forms.reply import ReplyForm
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.interfaces.portal.rows import rows_of
from puntuale.ui.call_form import CallForm
from puntuale.ui.charges import charge_shown
from puntuale.ui.conversation.thread import thread
from puntuale.ui.words.costs import told
from puntuale.ui.words.promises import best_effort, expected
from puntuale.ui.words.refusals import because
from puntuale.ui.words.verdicts import verdict_to_customer
from puntuale.ui.words.viewpoint import Viewpoint
from puntuale.ui.work import recorded, work_row

OVER_FOR_GOOD = frozenset({Ticket.State.REJECTED, Ticket.State.DECLINED, Ticket.State.MERGED})


@require_safe
@customers_only
def page(request: PortalRequest, number: int) -> HttpResponse:
    """The request as it stands now."""
    return show(request, ticket_for(request, number))


def ticket_for(request: PortalRequest, number: int) -> Ticket:
    """The request with this number; not found where this person may not see it."""
    whole = tickets_of(request.contact).select_related(
        "contact", "assignee", "product", "version__agreement", "coverage", "merged_into"
    )
    return get_object_or_404(whole, number=number)


def decides(request: PortalRequest, ticket: Ticket) -> bool:
    """Whoever asked ends it or begins again, and colleagues who see it; somebody in copy does not."""
    contact = request.contact
    if ticket.contact_id == contact.pk:
        return True
    same = ticket.organisation_id is not None and ticket.organisation_id == contact.organisation_id
    return same and contact.sees_colleagues


def show(
    request: PortalRequest,
    ticket: Ticket,
    *,
    form: Form | None = None,
    kept: list[Attachment] | None = None,
    asked_call: CallForm | None = None,
    access_form: AccessForm | None = None,
) -> HttpResponse:
    """The page; with a form that could not be taken, where there is one."""
    now = timezone.now()
    readings = readings_of(ticket, now=now)
    context: dict[str, Any] = {
        "ticket": ticket,
        "row": rows_of([ticket], seen_by(request.user, now))[0],
        "promises": list(shown_promises(ticket, request.user, readings)),
        "expected": _expected(ticket, readings, seen_by(request.user, now)),
        "cost": None if ticket.state in Ticket.FINAL else told(cost_of(ticket, at=now)),
        "agreement": verdict_to_customer(ticket.entitlement),
        "messages_of_ticket": thread(
            ticket,
            request.user,
            file_href=lambda key: reverse("files:file", args=[key]),
            frame_href=lambda pk: reverse("files:mail", args=[pk]),
            pictures_href=lambda pk: reverse("files:mail_with_pictures", args=[pk]),
            readings=readings,
        ),
        "form": form or ReplyForm(),
        "kept": kept or [],
        "refusal": _refusal(ticket),
        "best_effort": best_effort() if is_best_effort(ticket) and ticket.is_open else "",
        "estimates": estimates_seen_by(request.contact).filter(ticket=ticket),
        "people": Participant.objects.filter(ticket=ticket, left_at=None).select_related("contact"),
        **_work(ticket, request.user),
        "is_over": ticket.state in OVER_FOR_GOOD,
        "decides": decides(request, ticket),
        "can_reopen": ticket.resolved_at is not None or not ticket.is_open,
    }
    if context["decides"]:
        zone = ZoneInfo(request.user.time_zone)
        context |= call_panel(request.contact, ticket, zone, asked_call)
        context |= access_panel(ticket, request.user, access_form)
        context["direct"] = direct_support(ticket, request.user)
    is_wrong = form or asked_call or access_form
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return render(request, "portal/request.html", context, status=status)


def _work(ticket: Ticket, reader: User) -> dict[str, Any]:
    """What was worked and what it costs, with the reasons that the desk sees; and open sessions."""
    charge, view = last_charge(ticket), seen_by(reader, timezone.now())
    first_level = first_level_charges(ticket)
    if ticket.version is None or (charge is None and not first_level):
        return {"charge": None, "sessions": list(open_sessions(ticket))}
    charging, entries = charging_terms(ticket.version), list(recorded_on(ticket))
    live = [entry for entry in entries if entry.withdrawn_at is None]
    return {
        "charge": charge and charge_shown(charge.charge, charging.terms.zone),
        "first_level": [
            (row.partner, charge_shown(row.charge, charging.terms.zone)) for row in first_level
        ],
        "entries": [work_row(entry, view, charging) for entry in live],
        "recorded": recorded(live),
        "sessions": list(open_sessions(ticket)),
    }


def _refusal(ticket: Ticket) -> str:
    """Why it was not accepted; what the customer declined needs no explanation to them."""
    refusal = refusal_of(ticket)
    return "" if refusal is None or refusal.is_declined else because(refusal)


def _expected(ticket: Ticket, readings: Sequence[Reading], view: Viewpoint) -> str:
    """When its solution is expected, where that was named and nobody promised one."""
    if ticket.resolved_at is not None or not ticket.is_open:
        return ""
    at = expected_freely(ticket, readings)
    return expected(view.local(at).date(), view) if at else ""
