"""What mail servers and machines say about a request: noted for the desk, without any effect."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.models import Ticket, TicketEvent

LONGEST_EXCERPT = 1000


@transaction.atomic
def note_bounce(
    ticket: Ticket, mail: OutgoingMail, *, addresses: Sequence[str], because: str, at: datetime
) -> None:
    """A mail of ours did not reach these addresses; the desk sees which, and the server's reason."""
    ticket = locked(ticket)
    append(
        ticket,
        TicketEvent.Kind.BOUNCED,
        at=at,
        mail=mail.pk,
        about=mail.kind,
        addresses=list(addresses),
        reason=because[:LONGEST_EXCERPT],
    )
    ticket.save(update_fields=["last_activity_at"])


@transaction.atomic
def note_automatic(
    ticket: Ticket, inbound: InboundMail, *, nature: str, sender: str, text: str, at: datetime
) -> None:
    """A machine answered: an absence, a receipt, a delay. It changes no state and no clock."""
    ticket = locked(ticket)
    append(
        ticket,
        TicketEvent.Kind.AUTOMATIC,
        at=at,
        inbound=inbound.pk,
        nature=nature,
        sender=sender,
        text=text[:LONGEST_EXCERPT],
    )
    ticket.save(update_fields=["last_activity_at"])
