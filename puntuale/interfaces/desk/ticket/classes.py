"""The form in which a request's type, severity and level are chosen."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of, supposed_change
from puntuale.apps.tickets.refusals import reasons_for
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.interfaces.desk.ticket.forms import ClassForm, LevelForm, RejectForm
from puntuale.interfaces.desk.ticket.promises import changed_promises
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.refusals import reason_name


@require_GET
@needs(Ability.WORK_ON_TICKETS)
def preview(request: StaffRequest, number: int) -> HttpResponse:
    """What the promises would become under the class that is chosen in the form."""
    ticket, at = ticket_for(request.user, number), timezone.now()
    chosen = {name: request.GET.get(name, "") for name in ("type", "severity")}
    if not classes_of(ticket).allows(**chosen):
        return render(request, "desk/ticket/_class_preview.html", {"lines": None})
    event = supposed_change(ticket, **chosen, cause=request.GET.get("cause", ""), at=at)
    lines = changed_promises(ticket, event, request.user, at)
    return render(request, "desk/ticket/_class_preview.html", {"lines": lines})


def class_form(ticket: Ticket, data: QueryDict | None = None) -> ClassForm:
    """What the agreement of `ticket` lets it be, in the reader's language."""
    known = classes_of(ticket)
    language = get_language() or "en"
    return ClassForm(
        data,
        types=known.named(known.types, language),
        severities=known.named(known.severities, language),
        initial={
            "type": ticket.type,
            "severity": ticket.severity,
            "cause": "correction" if ticket.classified_at is None else "evolution",
        },
    )


def reject_form(ticket: Ticket, data: QueryDict | None = None) -> RejectForm:
    """The reasons with which `ticket` can be refused, in the reader's language."""
    reasons = [(code, reason_name(code, title)) for code, title in reasons_for(ticket).items()]
    return RejectForm(data, reasons=reasons, auto_id="reject-%s")


def level_form(ticket: Ticket, data: QueryDict | None = None) -> LevelForm:
    """The other levels of the agreement of `ticket`, in the reader's language."""
    known = classes_of(ticket)
    levels = known.named(known.levels, get_language() or "en")
    others = [each for each in levels if each[0] != ticket.level]
    return LevelForm(data, levels=others, auto_id="level-%s")
