"""A new request: by its customer, or by the desk for a customer."""

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Header

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.actions import contact_for
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.actions.opening import NewRequest
from puntuale.apps.tickets.actions.opening_once import opened_once
from puntuale.apps.tickets.forecast import forecast_for, kinds_offered
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.api.caller import Caller, caller_of
from puntuale.interfaces.api.finding import product_of, ticket_numbered
from puntuale.interfaces.api.once import key_of
from puntuale.interfaces.api.problems import Refused
from puntuale.interfaces.api.values.forecasts import refusal_to
from puntuale.interfaces.api.values.requests import NewRequestValue, Request, request_of
from puntuale.interfaces.api.views import requests

router = requests.router
OnceKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="A key of your own: what is sent again under it is done once.",
    ),
]


@router.post("/requests", response={201: Request}, summary="Open a request")
def create(request: HttpRequest, asked: NewRequestValue, idempotency_key: OnceKey) -> Request:
    """Decide its agreement and its promises, and tell the customer; sent twice, it is opened once."""
    caller = caller_of(request)
    with transaction.atomic():
        ticket = _opened(request, asked, caller, idempotency_key)
    at = timezone.now()
    return request_of(ticket_numbered(ticket.number, caller), caller, at=at)


def _opened(
    request: HttpRequest, asked: NewRequestValue, caller: Caller, written_key: str
) -> Ticket:
    key, at = key_of(request, caller, written_key), timezone.now()
    before = Ticket.objects.filter(idempotency_key=key).first()
    if before is not None:
        return before
    contact, channel = _contact(asked, caller), _channel(asked)
    product = product_of(asked, contact.organisation)
    forecast = forecast_for(
        contact.organisation,
        product=product,
        channel=channel,
        type=asked.type,
        severity=asked.severity,
        at=at,
    )
    types, severities = kinds_offered(forecast)
    for word, known in ((asked.type, types), (asked.severity, severities)):
        if word and word not in known:
            raise Refused(
                "unknown_class",
                _("The agreement offers other types and severities: see a forecast."),
            )
    # What the desk writes down is kept although it is not taken on; only its channel may be closed.
    refusal = refusal_to(forecast)
    if refusal and (not caller.is_staff or refusal.code.startswith("channel_")):
        raise Refused(refusal.code, refusal.sentence)
    new = NewRequest(
        contact=contact,
        subject=asked.subject,
        text=asked.text,
        channel=channel,
        language=asked.language or (get_language() or "en").partition("-")[0],
        product=product,
        serial_number=asked.serial_number,
        type=asked.type,
        severity=asked.severity,
        idempotency_key=key,
        by=caller.user if caller.is_staff else None,
    )
    return opened_once(new, at=at)


def _contact(asked: NewRequestValue, caller: Caller) -> Contact:
    if caller.contact is not None:
        if asked.contact or asked.name or asked.channel:
            raise Refused("for_the_desk", _("Only the desk writes for others: leave out whom."))
        return caller.contact
    caller.must(Ability.WORK_ON_TICKETS)
    at = timezone.now()
    contact = contact_for(asked.contact, at=at, name=asked.name, language=asked.language or "")
    if contact is None:
        raise Refused("unknown_contact", _("Say for whom: “contact” is a mail address."))
    return contact


def _channel(asked: NewRequestValue) -> Ticket.Channel:
    """A customer's program is as good as the portal; the desk says how it was reached."""
    return Ticket.Channel(asked.channel) if asked.channel else Ticket.Channel.PORTAL
