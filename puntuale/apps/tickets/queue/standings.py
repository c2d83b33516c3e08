"""How the next promise of each shown request stands at this minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.tickets.models import Ticket, TicketClock
from puntuale.core.agreements.clocks.passing import Passing, passing
from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.terms import Terms

GOES_ON = frozenset({State.RUNNING, State.HELD})


@dataclass(frozen=True, slots=True)
class Standing:
    """One promise at one instant: its stored clock, brought up to that instant.

    `state` is the stored one unless time alone has changed it. `opens_at` is when time counts
    again; None: it counts, or nothing is known. `zone` is the agreement's.
    """

    clock: TicketClock
    state: State
    spent: timedelta
    budget: timedelta | None
    opens_at: datetime | None
    zone: ZoneInfo | None


class Board:
    """The agreements of the shown requests, read once, and the clocks they are asked about."""

    def __init__(self, versions: Iterable[AgreementVersion], *, now: datetime) -> None:
        closures = announced_closures()
        self.now = now
        self.versions = {version.pk: version for version in versions}
        self.terms = {
            key: terms_in_force(version, closures) for key, version in self.versions.items()
        }

    def standing_of(self, ticket: Ticket) -> Standing | None:
        """How the next promise of `ticket` stands; None where nothing is promised (any more)."""
        clock = _next_clock(ticket)
        if clock is None:
            return None
        terms = self.terms.get(ticket.version_id or 0)
        state = _state(clock, self.now)
        now = None if terms is None else self._passing(ticket, clock, state, terms)
        budget = _seconds(clock.budget_seconds)
        return Standing(
            clock=clock,
            state=state,
            spent=_spent(clock, state, budget, now),
            budget=budget,
            opens_at=now.opens_at if now and state is State.RUNNING else None,
            zone=terms.zone if terms else None,
        )

    def _passing(
        self, ticket: Ticket, clock: TicketClock, state: State, terms: Terms
    ) -> Passing | None:
        if state not in GOES_ON or clock.due_at is None:
            return None
        request = Request(
            ticket.submitted_at,
            ticket.channel,
            Classification(
                ticket.type if ticket.type in terms.types else None,
                ticket.severity if ticket.severity in terms.severities else None,
                ticket.level if ticket.level in terms.levels else None,
            ),
            ticket.coverage.deployment or None if ticket.coverage else None,
        )
        slot = (Metric(clock.metric), clock.binding)
        return passing(terms, request, slot, due_at=clock.due_at, now=self.now)


def versions_in_force() -> QuerySet[AgreementVersion]:
    """Every version in force, with all that a board asks of it."""
    active = AgreementVersion.objects.filter(state=AgreementVersion.State.ACTIVE)
    return active.select_related("agreement").defer("document")


def board_for(
    tickets: Iterable[Ticket], in_force: Iterable[AgreementVersion], *, now: datetime
) -> Board:
    """A board with the versions `in_force`, and older ones that `tickets` still run under."""
    known = {version.pk: version for version in in_force}
    shown = {ticket.version_id for ticket in tickets if ticket.version_id is not None}
    older = shown - set(known)
    if older:
        rows = AgreementVersion.objects.filter(pk__in=older).select_related("agreement")
        known |= {version.pk: version for version in rows.defer("document")}
    return Board(known.values(), now=now)


def _next_clock(ticket: Ticket) -> TicketClock | None:
    slot = (ticket.next_metric, ticket.next_binding)
    clocks: Iterable[TicketClock] = ticket.clocks.all()
    return next((clock for clock in clocks if (clock.metric, clock.binding) == slot), None)


def _state(clock: TicketClock, now: datetime) -> State:
    state = State(clock.state)
    if state not in GOES_ON or clock.due_at is None:
        return state
    if clock.binding and now > clock.due_at:
        return State.BREACHED
    if state is State.HELD and clock.held_until is not None and now >= clock.held_until:
        return State.RUNNING
    return state


def _spent(
    clock: TicketClock, state: State, budget: timedelta | None, now: Passing | None
) -> timedelta:
    stored = timedelta(seconds=clock.spent_seconds)
    if state is State.BREACHED:
        return budget or stored
    if budget is None or now is None:
        return stored
    # Between two readings only time has passed: never less than was used up then.
    return max(budget - now.left, stored)


def _seconds(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(seconds=number)
