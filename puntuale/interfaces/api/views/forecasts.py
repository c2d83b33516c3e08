"""What would be promised for a request sent now; nothing is written."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router

from puntuale.apps.accounts.roles import Ability
from puntuale.apps.customers.models import Contact, Organisation
from puntuale.apps.tickets.forecast import forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.api.caller import Caller, caller_of
from puntuale.interfaces.api.finding import product_of
from puntuale.interfaces.api.problems import Refused
from puntuale.interfaces.api.values.forecasts import (
    ForecastQuestion,
    ForecastValue,
    forecast_of,
)

router = Router(tags=["Promises"])


@router.post("/forecast", response=ForecastValue, summary="What would be promised now")
def create(request: HttpRequest, asked: ForecastQuestion) -> ForecastValue:
    """The agreement, the promises and the cost of a request that came at this minute.

    A type or a severity that the agreement does not know is left aside, as in a mail.
    """
    caller = caller_of(request)
    organisation = _organisation(asked, caller)
    forecast = forecast_for(
        organisation,
        product=product_of(asked, organisation),
        channel=Ticket.Channel.PORTAL,
        type=asked.type,
        severity=asked.severity,
        at=timezone.now(),
    )
    return forecast_of(forecast, ZoneInfo(caller.user.time_zone))


def _organisation(asked: ForecastQuestion, caller: Caller) -> Organisation | None:
    if caller.contact is not None:
        if asked.contact:
            raise Refused("for_the_desk", _("Only the desk writes for others: leave out whom."))
        return caller.contact.organisation
    caller.must(Ability.WORK_ON_TICKETS)
    known = Contact.objects.filter(email__iexact=asked.contact).select_related("organisation")
    contact = known.first()
    return contact.organisation if contact else None
