"""What one person of the desk has to keep, and by when: the stored clocks of what is assigned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.core.agreements.clocks.reading import State

STANDS = (State.HELD, State.RUNNING, State.BREACHED)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """One promise, or aim, that has an instant; paused ones have none that stands."""

    ticket: Ticket
    metric: str
    binding: bool
    due_at: datetime


def open_promises_of(user: User) -> Iterator[OpenPromise]:
    """Those on the open requests assigned to `user` that `user` may see, the next first."""
    mine = tickets_visible_to(user).filter(assignee=user, closed_at=None)
    clocks = TicketClock.objects.filter(ticket__in=mine, state__in=STANDS, due_at__isnull=False)
    for clock in clocks.select_related("ticket__organisation").order_by("due_at", "pk"):
        if clock.due_at is not None:
            yield OpenPromise(clock.ticket, clock.metric, clock.binding, clock.due_at)
