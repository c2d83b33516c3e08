"""What mail servers and machines say about a request: noted for the desk, without any effect."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.people import keepers_of_mailboxes
from puntuale.apps.post.models import InboundMail, OutgoingMail
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent

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
    notify(ticket.assignee, ticket, Notice.Kind.MAIL_REFUSED, at=at, about=str(mail.pk))
    ticket.save(update_fields=["last_activity_at"])


def tell_of_loop(ticket: Ticket, address: str, *, at: datetime) -> None:
    """An address has had all the automatic mail it may get: its assignee and the administrators know.

    Whoever has not read of one from the same domain yet is not told of the next.
    """
    domain = address.rpartition("@")[2]
    loops = Notice.objects.filter(kind=Notice.Kind.MAIL_LOOP, about=domain, read_at=None)
    for person in dict.fromkeys([ticket.assignee, *keepers_of_mailboxes()]):
        if person is not None and not loops.filter(user=person).exists():
            notify(person, ticket, Notice.Kind.MAIL_LOOP, at=at, about=domain)


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
