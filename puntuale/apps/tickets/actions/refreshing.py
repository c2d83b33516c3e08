"""Reading the clocks again, and keeping what they show where lists and workers find it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from puntuale.apps.agreements.queries import InForce
from puntuale.apps.tickets.actions.escalating import carry_out_levels
from puntuale.apps.tickets.caches import CLOCK_FIELDS, clocks_shown, next_promise
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.apps.tickets.promises import readings_of, side_of, terms_for
from puntuale.core.agreements.clocks.reading import Reading


@transaction.atomic
def wake(ticket: Ticket, *, at: datetime) -> None:
    """What the worker does when a clock's next change has come: read, carry out its levels, keep."""
    ticket = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if ticket.clock_wakes_at is None or ticket.clock_wakes_at > at:
        return
    readings = readings_of(ticket, now=at)
    carry_out_levels(ticket, readings, at=at)
    _keep(ticket, readings, at=at)


def refresh(
    ticket: Ticket, *, at: datetime, in_force: InForce | None = None
) -> tuple[Reading, ...]:
    """Read the clocks of a locked `ticket` from its history and save what they show.

    They are read at `at`, but never before the last thing that happened.
    """
    at = max(at, ticket.last_activity_at)
    readings = readings_of(ticket, now=at, terms=terms_for(ticket, in_force))
    _keep(ticket, readings, at=at)
    return readings


def show(ticket: Ticket, readings: Sequence[Reading], *, at: datetime) -> None:
    """Set what `ticket` keeps of its clocks and of who has to act; saves nothing."""
    for column, value in next_promise(ticket, readings, at=at).items():
        setattr(ticket, column, value)
    ticket.owner_side = side_of(ticket)


def _keep(ticket: Ticket, readings: Sequence[Reading], *, at: datetime) -> None:
    _keep_clocks(ticket, readings)
    show(ticket, readings, at=at)
    ticket.save()


def _keep_clocks(ticket: Ticket, readings: Sequence[Reading]) -> None:
    clocks = clocks_shown(ticket, readings)
    TicketClock.objects.bulk_create(
        clocks,
        update_conflicts=True,
        unique_fields=["ticket", "metric", "binding"],
        update_fields=CLOCK_FIELDS,
    )
    kept = {(clock.metric, clock.binding) for clock in clocks}
    known = TicketClock.objects.filter(ticket=ticket).values_list("pk", "metric", "binding")
    stale = [pk for pk, *clock in known if tuple(clock) not in kept]
    if stale:
        TicketClock.objects.filter(pk__in=stale).delete()
