"""What announcing a closure would do: to every promise that is open, and to requests still to come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.concerned import versions_closed_by
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import announced_closures, terms_in_force
from puntuale.apps.tickets.history import MOVING, clock_events
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.promises import in_order_of_time, request_of
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.history import Event
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.terms import Terms

OPEN = frozenset({State.HELD, State.RUNNING, State.PAUSED})
JUST_AFTER = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """One promise on an open request, without the closure (`before`) and with it (`after`)."""

    ticket: Ticket
    before: Reading
    after: Reading
    falls_on_closed_day: bool

    @property
    def moves(self) -> bool:
        return self.before.due_at != self.after.due_at


@dataclass(frozen=True, slots=True)
class NewPromise:
    """What a request that nobody has sorted, coming at `submitted_at`, would be promised."""

    submitted_at: datetime
    before: Reading
    after: Reading


@dataclass(frozen=True, slots=True)
class Effect:
    """What the closure does under one agreement."""

    version: AgreementVersion
    promises: tuple[OpenPromise, ...]
    new: tuple[NewPromise, ...]

    @property
    def moved(self) -> tuple[OpenPromise, ...]:
        return tuple(each for each in self.promises if each.moves)

    @property
    def due_while_closed(self) -> tuple[OpenPromise, ...]:
        """Promises that fall due on a closed day: somebody has to be there for them."""
        return tuple(each for each in self.promises if each.falls_on_closed_day)


def effects_of_closing(closure: Closure, *, by: User, at: datetime) -> list[Effect]:
    """What `closure`, announced at `at`, would do under every agreement that it concerns.

    Only requests that `by` may see are looked at. Nothing is written.
    """
    versions = versions_closed_by(closure, at)
    tickets = _open_tickets(versions, by)
    histories = _histories(tickets)
    closures = announced_closures()
    effects = []
    for version in versions:
        theirs = [each for each in tickets if _agreement_of(each) == version.agreement_id]
        promises = (
            promise
            for ticket in theirs
            for promise in _promises(ticket, histories[ticket.pk], closures, closure, at)
        )
        by_due = sorted(promises, key=lambda each: each.before.due_at or at)
        effects.append(Effect(version, tuple(by_due), tuple(_new(version, closures, closure, at))))
    return effects


def _open_tickets(versions: Sequence[AgreementVersion], by: User) -> list[Ticket]:
    agreements = [each.agreement_id for each in versions]
    visible = tickets_visible_to(by).filter(closed_at=None, version__agreement__in=agreements)
    return list(visible.select_related("version", "coverage", "organisation").order_by("pk"))


def _agreement_of(ticket: Ticket) -> int | None:
    return ticket.version.agreement_id if ticket.version else None


def _histories(tickets: Sequence[Ticket]) -> dict[int, list[TicketEvent]]:
    found: dict[int, list[TicketEvent]] = defaultdict(list)
    kinds = (TicketEvent.Kind.SUBMITTED, *MOVING)
    for event in TicketEvent.objects.filter(ticket__in=tickets, kind__in=kinds).order_by(
        "ticket", "sequence"
    ):
        found[event.ticket_id].append(event)
    return found


def _promises(
    ticket: Ticket,
    events: list[TicketEvent],
    closures: tuple[Closure, ...],
    closure: Closure,
    at: datetime,
) -> Iterator[OpenPromise]:
    assert ticket.version is not None
    without = terms_in_force(ticket.version, closures)
    request = request_of(ticket, events, without)
    history = in_order_of_time(clock_events(events))
    among = terms_in_force(ticket.version, (*closures, closure))
    for before, after in _pairs(without, among, request, history, at):
        if before.state in OPEN and before.due_at is not None:
            day = before.due_at.astimezone(without.zone).date()
            yield OpenPromise(ticket, before, after, closure.first <= day <= closure.last)


def _new(
    version: AgreementVersion, closures: tuple[Closure, ...], closure: Closure, at: datetime
) -> Iterator[NewPromise]:
    without = terms_in_force(version, closures)
    among = terms_in_force(version, (*closures, closure))
    begins = datetime.combine(closure.first, time(), without.zone)
    for submitted_at in (at + JUST_AFTER, begins):
        if submitted_at <= at:
            continue
        request = Request(submitted_at, Ticket.Channel.EMAIL.value, Classification())
        for before, after in _pairs(without, among, request, (), submitted_at):
            if before.binding and before.due_at is not None:
                yield NewPromise(submitted_at, before, after)


def _pairs(
    without: Terms, among: Terms, request: Request, history: Sequence[Event], at: datetime
) -> Iterator[tuple[Reading, Reading]]:
    yield from zip(
        read_clocks(without, request, history, at),
        read_clocks(among, request, history, at),
        strict=True,
    )
