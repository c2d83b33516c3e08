"""The page on which an estimate is made: effort, price and the customer's view side by side."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.estimates.actions.drafting import (
    Offer,
    drop_draft,
    keep_draft,
    next_revision,
)
from puntuale.apps.estimates.actions.sending import again, send
from puntuale.apps.estimates.errors import Incomplete
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import Rules, rules_for
from puntuale.apps.estimates.queries import deciders_of, estimates_of
from puntuale.apps.tickets.errors import TicketRefusal
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_of, pauses_of
from puntuale.interfaces.desk.estimates.forms import BAND, KINDS, EstimateForm, step_hint
from puntuale.interfaces.desk.estimates.preview import preview_of, said
from puntuale.interfaces.desk.ticket.finding import ticket_for
from puntuale.ui.access import StaffRequest, needs
from puntuale.ui.words.lists import listed

LANGUAGES = {"en": gettext_lazy("English"), "it": gettext_lazy("Italian")}


@require_http_methods(["GET", "POST"])
@needs(Ability.WORK_ON_TICKETS)
def compose(request: StaffRequest, number: int) -> HttpResponse:
    """Make the next estimate, or go on with its draft; asked by htmx only its price is worked out."""
    at = timezone.now()
    ticket = ticket_for(request.user, number)
    rules = rules_for(ticket)
    if rules is None or not ticket.is_open:
        messages.error(request, _("Estimates are made on open requests under an agreement."))
        return redirect("desk:ticket", number=number)
    draft = estimates_of(ticket).filter(state=Estimate.State.DRAFT).first()
    form = EstimateForm(
        request.POST or None,
        rules=rules,
        language=_language(ticket),
        initial=_initial(ticket, draft, rules, at),
    )
    if request.method == "POST" and form.is_valid() and not request.htmx:
        done = _done(request, ticket, form, at=at)
        if done is not None:
            return done
    offer = form.offer if form.is_bound and form.is_valid() else _offered(form, rules)
    preview = preview_of(ticket, rules, draft, offer, at=at)
    context = {
        "ticket": ticket,
        "type_title": classes_of(ticket).title(ticket.type, get_language() or "en"),
        "form": form,
        "preview": preview,
        "revision": draft.revision if draft else next_revision(ticket),
        "draft": draft,
        "interventions": KINDS,
        "step_hint": step_hint(rules),
        "step": rules.effort.step,
        "stops_clock": Ticket.State.ESTIMATE_SENT.value in pauses_of(ticket),
        "to": listed([str(each) for each in deciders_of(ticket)]),
    }
    if request.htmx:
        return render(request, "desk/estimates/_priced.html", context)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/estimates/compose.html", context, status=status)


def _done(
    request: StaffRequest, ticket: Ticket, form: EstimateForm, *, at: datetime
) -> HttpResponse | None:
    """What the pressed button asks for; None: the page is shown again, with what was wrong."""
    what, by = request.POST.get("do", ""), request.user
    try:
        if what == "drop":
            drop_draft(ticket, by=by, at=at)
        elif what == "save":
            keep_draft(ticket, form.offer, by=by, at=at)
            messages.success(request, _("The draft is kept."))
            return redirect("desk:estimate", number=ticket.number)
        elif what == "send":
            send(ticket, form.offer, by=by, at=at, shown=form.cleaned_data["shown"])
        else:
            return None
    except Incomplete as refusal:
        for name in refusal.missing:
            _say_missing(form, name)
        return None
    except TicketRefusal as refusal:
        form.add_error(None, said(refusal))
        return None
    return redirect("desk:ticket", number=ticket.number)


def _say_missing(form: EstimateForm, name: str) -> None:
    sentences = {
        "text": _("Say what will be done."),
        "effort": _("Say how long it will take."),
        "amount": _("The agreement names no price here: name one."),
        "expected_on": _("The agreement wants a day, and one that is not past."),
        "valid_through": _("Choose a day that is not over."),
        "intervention": _("The agreement wants the type of intervention."),
    }
    field = f"{BAND}{form.rules.bands[0].code}" if name == "effort" else name
    form.add_error(field, sentences[name])


def _initial(ticket: Ticket, draft: Estimate | None, rules: Rules, at: datetime) -> dict[str, Any]:
    """The draft, else the last revision once more, else nothing; valid as the agreement says."""
    last = draft or estimates_of(ticket).first()
    offer = again(last, at=at) if last else Offer()
    valid = (draft.valid_through if draft else None) or rules.effort.last_day(at, rules.zone)
    amount = offer.amount
    return {
        "lang": ticket.language,
        "text": offer.text,
        "intervention": offer.intervention,
        "expected_on": offer.expected_on,
        "valid_through": valid,
        "amount": amount.decimal if amount else None,
        **{f"{BAND}{band.code}": offer.bands.get(band.code, 0) for band in rules.bands},
    }


def _offered(form: EstimateForm, rules: Rules) -> Offer:
    """What stands in the form before anything was typed; of what is wrong as much as is right."""
    values: Mapping[str, Any] = form.cleaned_data if form.is_bound else form.initial
    bands = {band.code: values.get(f"{BAND}{band.code}") or 0 for band in rules.bands}
    return Offer(
        text=values.get("text") or "",
        intervention=values.get("intervention") or "",
        bands={code: minutes for code, minutes in bands.items() if isinstance(minutes, int)},
        expected_on=values.get("expected_on"),
        valid_through=values.get("valid_through"),
    )


def _language(ticket: Ticket) -> str:
    return str(LANGUAGES[ticket.language])
