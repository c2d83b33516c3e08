"""What a change leaves to be done: mails to the customer, notices to agents."""

from collections.abc import Iterable
from datetime import datetime

from puntuale.apps.accounts.models import User
from puntuale.apps.jobs.actions import Left, enqueue, enqueue_all
from puntuale.apps.tickets.actions.noticing import leave_notices
from puntuale.apps.tickets.models import Message, Notice, Ticket, TicketEvent


def tell_customer(
    ticket: Ticket,
    mail: str,
    *,
    at: datetime,
    message: Message | None = None,
    event: TicketEvent | None = None,
    key: str = "",
) -> None:
    """Leave the mail `mail.<name>`, about a message or an event where there is one.

    Mails of one request leave in the order of their events.
    """
    payload = {"ticket_id": ticket.pk, "message_id": message.pk if message else None}
    if event is not None:
        payload["event_id"] = event.pk
    enqueue(f"mail.{mail}", payload, at=at, lane=f"ticket:{ticket.pk}", key=key or None)


def tell_customers(tickets: Iterable[Ticket], mail: str, *, at: datetime) -> None:
    """The same mail about each of several requests."""
    left = (
        Left({"ticket_id": ticket.pk, "message_id": None}, lane=f"ticket:{ticket.pk}")
        for ticket in tickets
    )
    enqueue_all(f"mail.{mail}", left, at=at)


def rate_again(ticket: Ticket, *, at: datetime) -> None:
    """What the work on it costs may be something else now: the worker rates it."""
    enqueue("charges.rate", {"ticket_id": ticket.pk}, at=at, lane=f"charges:{ticket.pk}")


def notify(
    user: User | None, ticket: Ticket, kind: Notice.Kind, *, at: datetime, about: str = ""
) -> None:
    """Tell one agent, once for each `about`; nobody where nobody is assigned."""
    if user is None or not user.is_active:
        return
    notice = Notice(user=user, ticket=ticket, kind=kind, at=at, about=about[:60])
    leave_notices([notice], at=at)
