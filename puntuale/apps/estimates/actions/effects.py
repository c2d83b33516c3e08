"""What an estimate leaves to be done: entries in the history, mails, notices."""

from datetime import datetime
from typing import Any

from puntuale.apps.accounts.models import User
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.actions.appending import append
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent


def enter(
    ticket: Ticket,
    what: str,
    estimate: Estimate,
    *,
    at: datetime,
    by: User | Contact | None = None,
    key: str | None = None,
    **more: Any,
) -> TicketEvent:
    """Append what happened to an estimate to the history of its locked request."""
    return append(
        ticket,
        TicketEvent.Kind.ESTIMATE,
        at=at,
        by=by,
        key=key,
        what=what,
        revision=estimate.revision,
        **more,
    )


def tell(estimate: Estimate, what: str, contact: Contact, *, at: datetime) -> None:
    """Leave the mail `mail.estimate_<what>` to one person, once for each estimate."""
    enqueue(
        f"mail.estimate_{what}",
        {"estimate_id": estimate.pk, "contact_id": contact.pk},
        at=at,
        # The order of a request's other mails; and its own key, so that nobody is told twice.
        lane=f"ticket:{estimate.ticket_id}",
        key=f"estimate:{estimate.pk}:{what}:{contact.pk}",
    )


def notify_desk(estimate: Estimate, kind: Notice.Kind, *, at: datetime, about: str = "") -> None:
    """Tell whoever works on the request, and whoever made the estimate."""
    ticket = estimate.ticket
    for user in {user.pk: user for user in (ticket.assignee, estimate.made_by) if user}.values():
        notify(user, ticket, kind, at=at, about=f"{estimate.pk}:{about}")
