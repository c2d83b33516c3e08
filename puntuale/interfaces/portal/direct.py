"""What a customer is told who could come to us without the partner."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.forecast import forecast_for
from puntuale.apps.tickets.models import Ticket
from puntuale.interfaces.portal.forecasts.board import Board, board


def direct_support(ticket: Ticket, reader: User) -> Board | None:
    """What we would promise and charge without the partner; None where the request is ours."""
    if ticket.owner_side != Ticket.Side.PARTNER or not ticket.is_open or ticket.handed_to_id:
        return None
    forecast = forecast_for(
        ticket.organisation,
        product=ticket.product,
        channel=Ticket.Channel.PORTAL,
        type="",
        severity="",
        at=timezone.now(),
        past_partner=True,
    )
    return board(forecast, ZoneInfo(reader.time_zone))
