"""The one place where history grows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Role
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.customers.models import Contact
from puntuale.apps.tickets.errors import AlreadyClosed, WithTheVendor
from puntuale.apps.tickets.models import Ticket, TicketEvent

# What either side may do, whoever has to act.
OF_BOTH_SIDES = frozenset({TicketEvent.Kind.NOTED})
LONG_TEXTS = tuple(f"version__{name}" for name in AgreementVersion.LONG)


def locked(ticket: Ticket) -> Ticket:
    """`ticket` as it is now, for this transaction alone (on SQLite the transaction sees to it)."""
    return _to_lock().get(pk=ticket.pk)


def locked_each(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The same for several, in their order."""
    # Locked by their keys: two that want some of the same do not wait for one another.
    rows = _to_lock().filter(pk__in=[ticket.pk for ticket in tickets]).order_by("pk")
    fresh = {ticket.pk: ticket for ticket in rows}
    return [fresh[ticket.pk] for ticket in tickets]


def _to_lock() -> QuerySet[Ticket]:
    # With what nearly every action asks of it; the texts of its agreement are read only once.
    rows = Ticket.objects.select_related("contact__organisation", "organisation", "product")
    rows = rows.select_related("version", "coverage").defer(*LONG_TEXTS)
    return rows.select_for_update(of=("self",))


def locked_open(ticket: Ticket) -> Ticket:
    """`ticket`, locked and open.

    Raises:
        AlreadyClosed: it is closed, rejected, declined or merged.
    """
    fresh = locked(ticket)
    if not fresh.is_open:
        raise AlreadyClosed
    return fresh


def append(
    ticket: Ticket,
    kind: TicketEvent.Kind,
    *,
    at: datetime,
    by: User | Contact | None = None,
    key: str | None = None,
    **data: Any,
) -> TicketEvent:
    """Add one fact to the history of a locked `ticket`, and note the activity.

    The database refuses a second one of the same `key`.

    Raises:
        WithTheVendor: `by` is of a partner, who does not have it.
    """
    _must_have(ticket, kind, by)
    last = TicketEvent.objects.filter(ticket=ticket).aggregate(last=Max("sequence"))["last"]
    event = event_on(ticket, kind, sequence=(last or 0) + 1, at=at, by=by, key=key, **data)
    event.save(force_insert=True)
    # The server's clock may have stepped back (readings R-22): activity never does.
    ticket.last_activity_at = max(at, ticket.last_activity_at)
    return event


def append_each(
    kind: TicketEvent.Kind,
    facts: Sequence[tuple[Ticket, User | Contact | None, dict[str, Any]]],
    *,
    at: datetime,
) -> None:
    """Add one fact to the history of each of several locked tickets: by whom, and its data.

    Raises:
        WithTheVendor: as for one.
    """
    for ticket, by, _data in facts:
        _must_have(ticket, kind, by)
    events = TicketEvent.objects.filter(ticket__in=[ticket for ticket, _by, _data in facts])
    ended = events.order_by().values_list("ticket").annotate(Max("sequence"))
    last: dict[int, int] = dict(ended)
    TicketEvent.objects.bulk_create(
        event_on(ticket, kind, sequence=last.get(ticket.pk, 0) + 1, at=at, by=by, **data)
        for ticket, by, data in facts
    )
    for ticket, _by, _data in facts:
        ticket.last_activity_at = max(at, ticket.last_activity_at)


def _must_have(ticket: Ticket, kind: TicketEvent.Kind, by: User | Contact | None) -> None:
    """Every step comes by here, whatever door it came in by."""
    if isinstance(by, User) and kind not in OF_BOTH_SIDES and not may_act_on(by, ticket):
        raise WithTheVendor


def may_act_on(user: User, ticket: Ticket) -> bool:
    """Whether `user` may take a step on `ticket`: a partner's people while the partner has it."""
    return user.role != Role.PARTNER or ticket.owner_side == Ticket.Side.PARTNER


def event_on(
    ticket: Ticket,
    kind: TicketEvent.Kind,
    *,
    sequence: int,
    at: datetime,
    by: User | Contact | None = None,
    key: str | None = None,
    **data: Any,
) -> TicketEvent:
    """One fact, not yet kept: of a request that just begins, whose history nobody else extends."""
    return TicketEvent(
        ticket=ticket,
        sequence=sequence,
        kind=kind,
        at=at,
        by_user=by if isinstance(by, User) else None,
        by_contact=by if isinstance(by, Contact) else None,
        data=data,
        key=key,
    )
