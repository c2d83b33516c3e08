"""What work under way has used so far is reserved, so that nobody else draws it meanwhile."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from puntuale.apps.charges.means import hold_of, purse_for
from puntuale.apps.charges.posting import let_go
from puntuale.apps.charges.queries import last_charge
from puntuale.apps.charges.supposing import supposed_charge
from puntuale.apps.ledger.errors import NotEnough
from puntuale.apps.ledger.lots import the_account
from puntuale.apps.ledger.models import Account, Transfer
from puntuale.apps.ledger.moving import reserve
from puntuale.apps.ledger.retrying import retried
from puntuale.apps.tickets.actions.appending import locked
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import Timing
from puntuale.apps.work.queries import live_entries, timings_on
from puntuale.core.charges.charge import Draw
from puntuale.core.charges.difference import difference

# A duty renews it every ten minutes: what nobody renews is free again.
HOLDS_FOR = timedelta(minutes=30)
# What was measured and never entered does not hold anything for ever.
PROPOSED_FOR = timedelta(hours=16)


@retried
@transaction.atomic
def reserve_work(ticket: Ticket, *, at: datetime) -> None:
    """Hold what the timers of `ticket` have used by `at` of packages, coupons and allowances.

    What was held before is let go first. Work that is refused, or paid in money, holds nothing.
    """
    ticket = locked(ticket)
    let_go(ticket, at=at)
    measured = list(_measured(ticket, at))
    if not measured or ticket.organisation is None:
        return
    purse_for(ticket, locks=True)
    found = supposed_charge(ticket, live_entries(ticket), *measured)
    if found is None or found.refused:
        return
    last = last_charge(ticket)
    more = difference(found, None if last is None else last.charge)
    for draw in (*more.packages, *more.allowance, *more.coupons):
        _hold(ticket, draw, at=at)


def tickets_with_work_under_way(at: datetime) -> list[Ticket]:
    """Requests on which a timer runs, or something measured lately waits to be entered."""
    lately = Timing.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at - PROPOSED_FOR))
    return list(Ticket.objects.filter(pk__in=lately.values("ticket")).order_by("pk"))


def _measured(ticket: Ticket, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    for timing in timings_on(ticket):
        end = timing.ended_at or at
        if timing.is_billable and timing.started_at < end and at - end < PROPOSED_FOR:
            yield timing.started_at, end


def _hold(ticket: Ticket, draw: Draw, *, at: datetime) -> None:
    # An allowance that nobody has opened yet has no account: there is nothing to hold.
    if draw.quantity <= 0 or not draw.lot.isdecimal():
        return
    lot = Account.objects.get(pk=int(draw.lot))
    asked = Transfer(
        debit=lot,
        credit=the_account(ticket.organisation, lot.unit, Account.Kind.RESERVED),
        amount=draw.quantity,
        code="hold",
        reference=hold_of(ticket),
        effective_at=at,
        expires_at=at + HOLDS_FOR,
    )
    with suppress(NotEnough):  # it has expired meanwhile
        reserve(asked, at=at)
