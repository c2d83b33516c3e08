"""A call for somebody without an account, where the agreement for everybody takes calls.

Whether an address is known makes no difference to what is shown.
"""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from puntuale.apps.tickets.forecast import Forecast, forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.anybody import have_called, opened_by_sender, take
from puntuale.interfaces.portal.forecasts.board import board
from puntuale.interfaces.portal.forms.call_back import PublicCallForm


@login_not_required
def create(request: HttpRequest) -> HttpResponse:
    """Take the wish of anybody, and say by when we call."""
    forecast = _forecast()
    if not _has_form(forecast):
        raise Http404
    zone = ZoneInfo(timezone.get_current_timezone_name())
    form = PublicCallForm(request.POST or None, zone=zone)
    return take(
        request,
        form,
        page=partial(_page, request, form, forecast),
        act=partial(_ask, form),
        thanks="portal:call_back_sent",
    )


@login_not_required
def sent(request: HttpRequest) -> HttpResponse:
    """Thank you; the same for every address."""
    return render(request, "portal/call_back_sent.html")


def _has_form(forecast: Forecast) -> bool:
    document = forecast.document
    return document is not None and document.callback is not None and document.callback.has_form


def _forecast() -> Forecast:
    """What we promise to whoever nobody has signed anything with."""
    return forecast_for(
        None,
        product=None,
        channel=Ticket.Channel.CALLBACK,
        type="",
        severity="",
        at=timezone.now(),
    )


def _ask(form: PublicCallForm) -> None:
    at, values = timezone.now(), form.cleaned_data
    said = (values[each] for each in ("subject", "name", "company", "phone", "note"))
    text = "\n".join(filter(None, said))
    ticket = opened_by_sender(form, text, at=at, channel=Ticket.Channel.CALLBACK)
    have_called(ticket, at=at, **form.wishes())


def _page(
    request: HttpRequest, form: PublicCallForm, forecast: Forecast, status: int
) -> HttpResponse:
    home = ZoneInfo(timezone.get_current_timezone_name())
    context: dict[str, Any] = {"form": form, "board": board(forecast, home)}
    return render(request, "portal/call_back.html", context, status=status)
