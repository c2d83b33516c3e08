"""Short ways to say what happened to a request before the test begins."""

from typing import Any

from puntuale.apps.tickets.actions.opening import NewRequest, open_ticket
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, rome


def asked(cast: Cast, at: str = "2026-11-23 10:00", **facts: Any) -> Ticket:
    """Giulia asked by mail, in Italian."""
    request = NewRequest(
        **{
            "contact": cast.giulia,
            "subject": "Ordini doppi",
            "text": "Tutti gli ordini risultano doppi.",
            "channel": Ticket.Channel.EMAIL,
            "language": "it",
            **facts,
        }
    )
    return open_ticket(request, at=rome(at))
