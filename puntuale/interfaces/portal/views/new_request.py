"""A new request, with the promise shown before it is sent."""

import json
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from puntuale.apps.callbacks.actions import call_as_promised
from puntuale.apps.tickets.actions.opening import NewRequest
from puntuale.apps.tickets.actions.opening_once import opened_once
from puntuale.apps.tickets.forecast import Forecast, forecast_for
from puntuale.apps.tickets.models import Attachment, Ticket
from puntuale.interfaces.portal.forecasts import shown
from puntuale.interfaces.portal.forecasts.board import board
from puntuale.interfaces.portal.forecasts.kinds import Kinds, kinds_of
from puntuale.interfaces.portal.forecasts.refusals import refusal_sentence
from puntuale.interfaces.portal.forms.request import RequestForm
from puntuale.interfaces.portal.forms.subjects import About, about, usual_choice
from puntuale.interfaces.portal.http import PortalRequest, customers_only
from puntuale.ui.chosen_files import files_of

# The parts of the form that ask for the board, by their ids.
PRODUCT, MINUTE = "product-and-serial", "board"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What has been chosen so far, the kinds it leaves to choose from, and what they promise."""

    about: About
    type: str
    severity: str
    kinds: Kinds
    forecast: Forecast


@customers_only
def create(request: PortalRequest) -> HttpResponse:
    """Show the form and the promise; take the request when the promise is still the one shown."""
    chosen = _chosen(request, request.POST, at=timezone.now())
    if request.method != "POST":
        return _page(request, _form(request, chosen, None), chosen)
    form = _form(request, chosen, request.POST)
    kept = files_of(request, form, at=chosen.forecast.at)
    if "show" in request.POST:
        return _page(request, _form(request, chosen, None, typed=request.POST), chosen, kept)
    if chosen.forecast.refusal:
        form.add_error(None, refusal_sentence(chosen.forecast))
    if not form.is_valid():
        return _page(request, form, chosen, kept, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    seen = shown.read(request.POST.get("shown", ""))
    if seen is None or not shown.is_as_shown(seen, chosen.forecast):
        messages.warning(
            request, _("The promise has changed since it was shown. Look at it, then send.")
        )
        return _page(request, form, chosen, kept, status=HTTPStatus.CONFLICT, asked=True)
    ticket = _open(request, form, chosen, kept, seen)
    call_as_promised(ticket, at=chosen.forecast.at)
    messages.success(
        request, _("We have your request. Its number is %(number)s.") % {"number": ticket.number}
    )
    return redirect("portal:request", number=ticket.number)


@require_safe
@customers_only
def promise(request: PortalRequest) -> HttpResponse:
    """The board alone, after a choice or a minute; with the kinds, where they may be others."""
    chosen = _chosen(request, request.GET, at=timezone.now())
    trigger = request.htmx.trigger or MINUTE
    context = _context(_form(request, chosen, None, typed=request.GET), chosen)
    context["swaps_kinds"] = trigger == PRODUCT
    answer = render(request, "portal/_board_and_kinds.html", context)
    if trigger != MINUTE:
        answer["HX-Trigger"] = json.dumps({"announce": context["board"].announcement})
    return answer


def _chosen(request: PortalRequest, values: QueryDict, *, at: datetime) -> Chosen:
    organisation = request.contact.organisation
    product = values.get("product", usual_choice(organisation))
    subject = about(product, values.get("serial_number", ""), organisation)
    facts: dict[str, Any] = {
        "product": subject.product,
        "channel": Ticket.Channel.PORTAL.value,
        "at": at,
    }
    kinds = kinds_of(forecast_for(organisation, type="", severity="", **facts))
    type_ = _one_of(kinds.types, values.get("type", ""), kinds.usual_type)
    severity = _one_of(kinds.severities, values.get("severity", ""), "")
    forecast = forecast_for(organisation, type=type_, severity=severity, **facts)
    return Chosen(subject, type_, severity, kinds, forecast)


def _one_of(options: tuple[tuple[str, Any], ...], value: str, otherwise: str) -> str:
    return value if value in {code for code, _label in options} else otherwise


def _form(
    request: PortalRequest,
    chosen: Chosen,
    data: QueryDict | None,
    *,
    typed: QueryDict | None = None,
) -> RequestForm:
    initial: dict[str, Any] = {"product": usual_choice(request.contact.organisation)}
    initial |= typed.dict() if typed is not None else {}
    initial |= {"type": chosen.type, "severity": chosen.severity}
    if not initial.get("key"):
        initial.pop("key", None)
    return RequestForm(
        data,
        initial=initial,
        organisation=request.contact.organisation,
        types=chosen.kinds.types,
        severities=chosen.kinds.severities,
    )


def _context(form: RequestForm, chosen: Chosen, *, asked: bool = False) -> dict[str, Any]:
    user_zone = ZoneInfo(timezone.get_current_timezone_name())
    return {
        "form": form,
        "board": board(chosen.forecast, user_zone, chosen.type),
        "shown": shown.sign(chosen.forecast, asked=asked),
        "promise_url": reverse("portal:promise"),
    }


def _page(
    request: PortalRequest,
    form: RequestForm,
    chosen: Chosen,
    kept: list[Attachment] | None = None,
    *,
    status: int = HTTPStatus.OK,
    asked: bool = False,
) -> HttpResponse:
    context = {**_context(form, chosen, asked=asked), "kept": kept or []}
    return render(request, "portal/new_request.html", context, status=status)


def _open(
    request: PortalRequest,
    form: RequestForm,
    chosen: Chosen,
    files: list[Attachment],
    seen: shown.Shown,
) -> Ticket:
    values = form.cleaned_data
    return opened_once(
        NewRequest(
            contact=request.contact,
            subject=values["subject"],
            text=values["text"],
            channel=Ticket.Channel.PORTAL,
            language=(get_language() or "en").partition("-")[0],
            product=chosen.about.product,
            serial_number=chosen.about.serial_number,
            type=chosen.type,
            severity=chosen.severity,
            files=files,
            idempotency_key=values["key"],
            shown=seen.as_told(),
        ),
        at=chosen.forecast.at,
    )
