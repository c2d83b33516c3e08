"""What work is planned to use, or has used so far, is held, so that nobody else draws it meanwhile."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from puntuale.apps.charges.means import purse_for
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.estimates.reserving import reserve_rest, reserving_estimate
from puntuale.apps.ledger.holding import hold, let_go
from puntuale.apps.ledger.references import held_for_estimate, held_for_work
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import Timing
from puntuale.apps.work.queries import live_entries, timings_on
from puntuale.core.charges.difference import difference

# A duty renews it every ten minutes: what nobody renews is free again.
HOLDS_FOR = timedelta(minutes=30)
# What was measured and never entered does not hold anything for ever.
PROPOSED_FOR = timedelta(hours=16)


@retried
@transaction.atomic
def reserve_work(ticket: Ticket, *, at: datetime) -> None:
    """Hold what the accepted estimate of `ticket` counts on, and what its timers used beyond that.

    What is no longer wanted is let go: where the request has ended everything. Work that is refused,
    or paid in money, holds nothing.
    """
    ticket = locked(ticket)
    accepted, measured = reserving_estimate(ticket), list(_measured(ticket, at))
    if accepted is None:
        let_go(held_for_estimate(ticket.pk), at=at)
    if not measured:
        let_go(held_for_work(ticket.pk), at=at)
    if ticket.organisation is None or not (accepted or measured):
        return
    purse = purse_for(ticket, locks=True)
    planned = reserve_rest(ticket, accepted, purse, at=at) if accepted else {}
    used = _used(ticket, measured)
    beyond = {lot: amount - planned.get(lot, 0) for lot, amount in used.items()}
    hold(held_for_work(ticket.pk), beyond, holds_for=HOLDS_FOR, at=at)


def tickets_with_work_under_way(at: datetime) -> list[Ticket]:
    """Requests on which a timer runs, or something measured lately waits to be entered."""
    lately = Timing.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at - PROPOSED_FOR))
    return list(Ticket.objects.filter(pk__in=lately.values("ticket")).order_by("pk"))


def _measured(ticket: Ticket, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    for timing in timings_on(ticket):
        end = timing.ended_at or at
        counts = timing.is_billable and timing.is_ours
        if counts and timing.started_at < end and at - end < PROPOSED_FOR:
            yield timing.started_at, end


def _used(ticket: Ticket, measured: Sequence[tuple[datetime, datetime]]) -> dict[int, int]:
    """What timers have used of each lot; an allowance that nobody has opened yet is none."""
    found = supposed_charge(ticket, live_entries(ticket), *measured) if measured else None
    if found is None or found.refused:
        return {}
    last = last_charge(ticket)
    more = difference(found, None if last is None else last.charge)
    draws = (*more.packages, *more.allowance, *more.coupons)
    return {int(draw.lot): draw.quantity for draw in draws if draw.lot.isdecimal()}
