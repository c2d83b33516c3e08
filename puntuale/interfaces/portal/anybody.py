"""Forms that anybody may send: limited by caller and by address, and never for robots.

Whether an address is known makes no difference to what is shown; what is known about it stays ours.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from puntuale.apps.callbacks.actions import ask_for_call
from puntuale.apps.callbacks.errors import CallAskedAlready
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.tickets.actions.opening import NewRequest
from puntuale.apps.tickets.actions.opening_once import opened_once
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.forms.sender import SenderForm
from puntuale.interfaces.portal.forms.subjects import about
from puntuale.interfaces.portal.limits import refusal


def take(
    request: HttpRequest,
    form: SenderForm,
    *,
    page: Callable[[HTTPStatus], HttpResponse],
    act: Callable[[], None],
    thanks: str,
) -> HttpResponse:
    """The `page` with the form until it can be taken; then `act`, and the address named `thanks`."""
    if not form.is_bound:
        return page(HTTPStatus.OK)
    if refused := refusal(request, "public_form"):
        return refused
    if not form.is_valid():
        return page(HTTPStatus.UNPROCESSABLE_ENTITY)
    # A robot is told what people are told, and nothing happens.
    if not form.cleaned_data["website"]:
        if refused := refusal(request, "public_request", key=form.cleaned_data["email"].lower()):
            return refused
        act()
    return redirect(thanks)


def opened_by_sender(
    form: SenderForm,
    text: str,
    *,
    at: datetime,
    channel: Ticket.Channel = Ticket.Channel.FORM,
    **facts: Any,
) -> Ticket:
    """The request of whoever sent a valid `form`; the same one where it was sent before."""
    values, language = form.cleaned_data, get_language() or "en"
    contact = contact_for(values["email"], at=at, name=values["name"], language=language)
    assert contact is not None, "the form has checked the address"
    request = NewRequest(
        contact=contact,
        subject=values["subject"],
        text=text,
        channel=channel,
        language=language,
        product=about(values["product"], "", None).product,
        idempotency_key=values["key"],
        **facts,
    )
    return opened_once(request, at=at)


def signed(form: SenderForm, text: str, *more: str) -> str:
    """`text`, under it what was said about the sender, which nobody has proved."""
    said = (form.cleaned_data["name"], form.cleaned_data["company"], *more)
    return "\n".join([text, "", "-- ", *filter(None, said)])


def have_called(ticket: Ticket, *, at: datetime, **wishes: Any) -> None:
    """A call to whoever asked, unless the same form has asked for it before."""
    if not ticket.is_open:
        return
    try:
        ask_for_call(ticket, by=ticket.contact, at=at, **wishes)
    except CallAskedAlready:
        return
