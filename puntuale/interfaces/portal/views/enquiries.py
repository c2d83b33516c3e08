"""A price, a call or a subscription, asked by whoever may become a customer; without an account.

Whether an address is known makes no difference to what is shown.
"""

from functools import partial
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from puntuale.apps.tickets.actions.handing import tell_partner
from puntuale.apps.tickets.forecast import Forecast, forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.anybody import have_called, opened_by_sender, signed, take
from puntuale.interfaces.portal.forecasts.board import board
from puntuale.interfaces.portal.forecasts.kinds import kinds_of
from puntuale.interfaces.portal.forms.enquiry import CALL, SUBSCRIPTION, EnquiryForm


@login_not_required
def create(request: HttpRequest) -> HttpResponse:
    """Take what anybody asks, and say by when we answer."""
    forecast = _forecast(request.POST.get("type", ""))
    if forecast.document is None:
        raise Http404
    form = EnquiryForm(
        request.POST or None, types=kinds_of(forecast).types, initial=request.GET.dict()
    )
    return take(
        request,
        form,
        page=partial(_page, request, form, forecast),
        act=partial(_ask, form),
        thanks="portal:enquiry_sent",
    )


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """Thank you; the same for every address."""
    return render(request, "portal/enquiry_sent.html")


def _forecast(kind: str) -> Forecast:
    """What we promise to whoever may become a customer."""
    return forecast_for(
        None,
        product=None,
        channel=Ticket.Channel.FORM,
        type=kind,
        severity="",
        at=timezone.now(),
        is_prospect=True,
    )


def _ask(form: EnquiryForm) -> None:
    at, values = timezone.now(), form.cleaned_data
    card = values.get("partner") if values["type"] == SUBSCRIPTION else None
    ticket = opened_by_sender(
        form,
        signed(form, values["text"] or values["subject"], values["phone"]),
        at=at,
        type=values["type"],
        is_prospect=True,
        handed_to=card.partner if card else None,
    )
    tell_partner(ticket, at=at)
    if values["type"] == CALL:
        have_called(ticket, at=at, phone=values["phone"])


def _page(request: HttpRequest, form: EnquiryForm, forecast: Forecast, status: int) -> HttpResponse:
    home = ZoneInfo(timezone.get_current_timezone_name())
    context = {"form": form, "board": board(forecast, home)}
    return render(request, "portal/enquiry.html", context, status=status)
