"""A request by somebody without an account.

Whether an address is known makes no difference to what is shown; what is known about it stays ours.
"""

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from puntuale.apps.tickets.forecast import Forecast, forecast_for
from puntuale.apps.tickets.models import Attachment, Ticket
from puntuale.interfaces.portal.anybody import opened_by_sender, signed
from puntuale.interfaces.portal.forecasts.board import board
from puntuale.interfaces.portal.forms.public import PublicRequestForm
from puntuale.interfaces.portal.forms.subjects import about
from puntuale.interfaces.portal.limits import refusal
from puntuale.ui.chosen_files import files_of

SENT = "public_request_sent"


@login_not_required
def create(request: HttpRequest) -> HttpResponse:
    """Take the request of anybody, and say by when we answer."""
    form = PublicRequestForm(request.POST or None)
    if not form.is_bound:
        return _page(request, form)
    if refused := refusal(request, "public_form"):
        return refused
    kept = files_of(request, form, at=timezone.now())
    if not form.is_valid():
        return _page(request, form, kept, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.cleaned_data["website"]:
        # A robot is told what people are told, and nothing happens.
        return redirect("portal:public_request_sent")
    address = form.cleaned_data["email"].lower()
    if refused := refusal(request, "public_request", key=address):
        return refused
    text = signed(form, form.cleaned_data["text"])
    ticket = opened_by_sender(form, text, at=timezone.now(), files=kept)
    request.session[SENT] = ticket.number
    return redirect("portal:public_request_sent")


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """Thank you, with the number for whoever sent it from this browser.

    Where nobody is promised anything by the form, the mail that follows may say no: so does the page.
    """
    context = {"number": request.session.get(SENT), "may_be_refused": bool(_forecast("").refusal)}
    return render(request, "portal/public_request_sent.html", context)


@login_not_required
@require_safe
def promise(request: HttpRequest) -> HttpResponse:
    """The board alone, a minute later or for another product."""
    return render(request, "portal/_board_and_kinds.html", _promise(request.GET.get("product", "")))


def _page(
    request: HttpRequest,
    form: PublicRequestForm,
    kept: list[Attachment] | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"form": form, "kept": kept or [], **_promise(form["product"].value() or "")}
    return render(request, "portal/public_request.html", context, status=status)


def _promise(product: str) -> dict[str, Any]:
    home = ZoneInfo(timezone.get_current_timezone_name())
    return {
        "board": board(_forecast(product), home),
        "promise_url": reverse("portal:public_promise"),
    }


def _forecast(product: str) -> Forecast:
    """What we promise to whoever nobody has signed anything with."""
    return forecast_for(
        None,
        product=about(product, "", None).product,
        channel=Ticket.Channel.FORM,
        type="",
        severity="",
        at=timezone.now(),
    )
