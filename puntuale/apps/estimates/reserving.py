"""What an accepted estimate counts on of packages and coupons is held for its request.

The time that a fee includes is not: in whose period the work will be done nobody knows yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from puntuale.apps.estimates.errors import PrepaidGone
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.estimates.pricing import rules_for
from puntuale.apps.ledger.holding import hold, let_go
from puntuale.apps.ledger.purse import Purse, drawn_by_charges, purse_of
from puntuale.apps.ledger.references import held_for_estimate, held_for_work
from puntuale.apps.tickets.models import Ticket
from puntuale.core.charges.lots import Lot, in_draw_down_order
from puntuale.core.charges.rules import End, EndKind
from puntuale.core.working_time.instants import microseconds

# Each piece of work that is rated holds the rest anew; what nobody works on is free after that.
HOLDS_FOR = timedelta(days=90)


def reserve_all(ticket: Ticket, accepted: Estimate, *, at: datetime) -> None:
    """Hold what the estimate that was accepted just now counts on.

    Raises:
        PrepaidGone: others have drawn or reserved it since the estimate was sent, and the agreement
            lets nothing be owed.
    """
    drawn = drawn_by_charges(ticket.organisation_id, ticket.pk)
    purse = purse_of(ticket.organisation_id, ticket.pk, drawn, locks=True)
    reserve_rest(ticket, accepted, purse, at=at, must_be_there=True)


def reserve_rest(
    ticket: Ticket, accepted: Estimate, purse: Purse, *, at: datetime, must_be_there: bool = False
) -> dict[int, int]:
    """Hold what `accepted` counts on and its work has not drawn yet; what, by lot.

    `purse` is locked. What timers hold is let go: only what they use beyond this is held besides.
    """
    let_go(held_for_work(ticket.pk), at=at)
    wanted: dict[int, int] = {}
    for need, lots, shortfall in _needs(ticket, accepted, purse):
        found = dict(_spread(need, lots, at))
        if must_be_there and sum(found.values()) < need and shortfall.kind is not EndKind.OWE:
            raise PrepaidGone
        wanted |= found
    hold(held_for_estimate(ticket.pk), wanted, holds_for=HOLDS_FOR, at=at)
    return wanted


def reserving_estimate(ticket: Ticket) -> Estimate | None:
    """The accepted one for which something is held; None where the request has ended."""
    if not ticket.is_open or ticket.resolved_at is not None:
        return None
    counting = Q(package_seconds__gt=0) | Q(coupons__gt=0)
    return Estimate.objects.filter(counting, ticket=ticket, state=Estimate.State.ACCEPTED).first()


def _needs(
    ticket: Ticket, accepted: Estimate, purse: Purse
) -> Iterator[tuple[int, Sequence[Lot], End]]:
    """How many seconds and coupons are still counted on, from which lots, and what if they are short."""
    rules = rules_for(ticket)
    if rules is None:
        return
    means, packages = purse.means_yet(ticket.coverage_id), rules.charging.packages
    seconds = (accepted.package_seconds or 0) - _drawn(purse, means.packages)
    if seconds > 0:
        yield seconds, in_draw_down_order(means.packages, packages.draw_down), packages.shortfall
    coupons = rules.charging.coupons
    pieces = accepted.coupons - _drawn(purse, means.coupons)
    if pieces > 0 and coupons is not None:
        yield pieces, in_draw_down_order(means.coupons, coupons.draw_down), coupons.shortfall


def _drawn(purse: Purse, lots: Iterable[Lot]) -> int:
    return sum(purse.drawn.get(int(lot.id), 0) for lot in lots)


def _spread(need: int, lots: Iterable[Lot], at: datetime) -> Iterator[tuple[int, int]]:
    """So much of the lots that pay now, in their order, by their keys."""
    now = microseconds(at)
    for lot in lots:
        taken = min(need, lot.left) if lot.pays_at(now) else 0
        if taken:
            yield int(lot.id), taken
            need -= taken
