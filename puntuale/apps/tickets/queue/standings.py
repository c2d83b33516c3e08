"""How the next promise of each shown request stands at this minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.partners.queries import customers_of
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.clocks.passing import Passing, passing, target_of
from puntuale.core.agreements.clocks.reading import State
from puntuale.core.agreements.metrics import Metric
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.target import Target
from puntuale.core.agreements.terms.terms import Terms

GOES_ON = frozenset({State.RUNNING, State.HELD})


class Promised(Protocol):
    """What is stored of the next promise on a request: a row of a list has it all."""

    @property
    def version_id(self) -> int | None: ...
    @property
    def deployment(self) -> str | None: ...
    @property
    def channel(self) -> str: ...
    @property
    def submitted_at(self) -> datetime: ...
    @property
    def type(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def next_metric(self) -> str: ...
    @property
    def next_binding(self) -> bool: ...
    @property
    def next_state(self) -> str: ...
    @property
    def clock_due_at(self) -> datetime | None: ...
    @property
    def held_until(self) -> datetime | None: ...
    @property
    def budget_seconds(self) -> int | None: ...
    @property
    def spent_seconds(self) -> int | None: ...


class HasVersion(Protocol):
    """A request, whole or in part, that may run under an agreement."""

    @property
    def version_id(self) -> int | None: ...


class StoredPromise:
    """The same of a record whose `clocks` and `coverage` were loaded before."""

    def __init__(self, ticket: Ticket) -> None:
        slot = (ticket.next_metric, ticket.next_binding)
        clocks = {(clock.metric, clock.binding): clock for clock in ticket.clocks.all()}
        clock = clocks.get(slot)
        self.version_id = ticket.version_id
        self.deployment = ticket.coverage.deployment if ticket.coverage else None
        self.channel = ticket.channel
        self.submitted_at = ticket.submitted_at
        self.type, self.severity, self.level = ticket.type, ticket.severity, ticket.level
        self.next_metric, self.next_binding = slot
        self.next_state = ticket.next_state
        self.clock_due_at = clock.due_at if clock else None
        self.held_until = clock.held_until if clock else None
        self.budget_seconds = clock.budget_seconds if clock else None
        self.spent_seconds = clock.spent_seconds if clock else None


@dataclass(frozen=True, slots=True)
class Standing:
    """One promise at one instant: its stored clock, brought up to that instant.

    `state` is the stored one unless time alone has changed it. `opens_at` is when time counts
    again; None: it counts, or nothing is known. `zone` is the agreement's. What is held says which
    `severity` is `handled_in` which windows; what does not bind, of what `share` it is said, and
    whether it is only an indication.
    """

    metric: str
    binding: bool
    state: State
    due_at: datetime | None
    held_until: datetime | None
    spent: timedelta
    budget: timedelta | None
    opens_at: datetime | None
    zone: ZoneInfo | None
    severity: str = ""
    handled_in: tuple[str, ...] = ()
    share: str | None = None
    is_indication: bool = False


class Board:
    """The agreements of the shown requests, read once, and the clocks they are asked about."""

    def __init__(self, versions: Iterable[AgreementVersion], *, now: datetime) -> None:
        closures = announced_closures()
        self.now = now
        self.versions = {version.pk: version for version in versions}
        self.terms = {
            key: terms_in_force(version, closures) for key, version in self.versions.items()
        }

    def standing_of(self, row: Promised) -> Standing | None:
        """How the next promise of a request stands; None where nothing is promised (any more)."""
        if not row.next_metric:
            return None
        terms = self.terms.get(row.version_id or 0)
        state = _state(row, self.now)
        now = None if terms is None else self._passing(row, state, terms)
        budget = _seconds(row.budget_seconds)
        target, severity = self._target(row, state, terms)
        return Standing(
            metric=row.next_metric,
            binding=row.next_binding,
            state=state,
            due_at=row.clock_due_at,
            held_until=row.held_until if state is State.HELD else None,
            spent=_spent(row, state, budget, now),
            budget=budget,
            opens_at=now.opens_at if now and state is State.RUNNING else None,
            zone=terms.zone if terms else None,
            severity=severity or "",
            handled_in=terms.timetable.handled_in(severity) if terms and severity else (),
            share=target.share if target else None,
            is_indication=target is not None and target.is_indication,
        )

    def _target(
        self, row: Promised, state: State, terms: Terms | None
    ) -> tuple[Target, str | None] | tuple[None, None]:
        """What is promised, where it takes words to say so: it is held, or it does not bind."""
        if terms is None or (row.next_binding and state is not State.HELD):
            return None, None
        slot = (Metric(row.next_metric), row.next_binding)
        return target_of(terms, _request(row, terms), slot) or (None, None)

    def _passing(self, row: Promised, state: State, terms: Terms) -> Passing | None:
        if state not in GOES_ON or row.clock_due_at is None:
            return None
        slot = (Metric(row.next_metric), row.next_binding)
        return passing(terms, _request(row, terms), slot, due_at=row.clock_due_at, now=self.now)


def _request(row: Promised, terms: Terms) -> Request:
    return Request(
        row.submitted_at,
        row.channel,
        Classification(
            row.type if row.type in terms.types else None,
            row.severity if row.severity in terms.severities else None,
            row.level if row.level in terms.levels else None,
        ),
        row.deployment or None,
    )


def versions_in_force(reader: User) -> QuerySet[AgreementVersion]:
    """Every version in force of which `reader` may know, with all that a board asks of it.

    A partner knows those by which its customers are covered, and what is said to everybody.
    """
    active = AgreementVersion.objects.filter(state=AgreementVersion.State.ACTIVE)
    if not reader.is_of_vendor:
        covered = Coverage.objects.filter(organisation__in=customers_of(reader))
        theirs = Q(agreement__in=covered.values("agreement"))
        active = active.filter(theirs | Q(agreement__is_published=True))
    return active.select_related("agreement").defer("document")


def board_for(
    tickets: Iterable[HasVersion], in_force: Iterable[AgreementVersion], *, now: datetime
) -> Board:
    """A board with the versions `in_force`, and older ones that `tickets` still run under."""
    known = {version.pk: version for version in in_force}
    shown = {ticket.version_id for ticket in tickets if ticket.version_id is not None}
    older = shown - set(known)
    if older:
        rows = AgreementVersion.objects.filter(pk__in=older).select_related("agreement")
        known |= {version.pk: version for version in rows.defer("document")}
    return Board(known.values(), now=now)


def _state(row: Promised, now: datetime) -> State:
    state = State(row.next_state)
    if state not in GOES_ON or row.clock_due_at is None:
        return state
    if row.next_binding and now > row.clock_due_at:
        return State.BREACHED
    if state is State.HELD and row.held_until is not None and now >= row.held_until:
        return State.RUNNING
    return state


def _spent(row: Promised, state: State, budget: timedelta | None, now: Passing | None) -> timedelta:
    stored = timedelta(seconds=row.spent_seconds or 0)
    if state is State.BREACHED:
        return budget or stored
    if budget is None or now is None:
        return stored
    # Between two readings only time has passed: never less than was used up then.
    return max(budget - now.left, stored)


def _seconds(number: int | None) -> timedelta | None:
    return None if number is None else timedelta(seconds=number)
