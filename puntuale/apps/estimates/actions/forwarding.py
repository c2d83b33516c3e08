"""Asking those who may spend to decide, for whoever may not."""

from datetime import datetime

from django.db import transaction

from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.effects import enter
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.queries import deciders_of
from puntuale.apps.jobs.actions import enqueue
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import TicketEvent


@transaction.atomic
def ask_to_decide(estimate: Estimate, *, by: Contact, at: datetime) -> None:
    """Mail the link again to everybody who can decide; once a day for each estimate."""
    ticket = locked(estimate.ticket)
    key = f"estimate:{estimate.pk}:forwarded:{at:%Y-%m-%d}"
    if not estimate.waits or TicketEvent.objects.filter(ticket=ticket, key=key).exists():
        return
    deciders = deciders_of(ticket)
    names = ", ".join(map(str, deciders))
    enter(ticket, "forwarded", estimate, at=at, by=by, key=key, names=names)
    ticket.save(update_fields=["last_activity_at"])
    for contact in deciders:
        enqueue(
            "mail.estimate_sent",
            {"estimate_id": estimate.pk, "contact_id": contact.pk, "asked_by": by.pk},
            at=at,
            lane=f"ticket:{estimate.ticket_id}",
            key=f"{key}:{contact.pk}",
        )
