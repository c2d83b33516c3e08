"""By what the queue can be narrowed down: a closed list, so that no address can ask anything else."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.catalogue.models import Product
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.models.ticket import IN_QUEUE
from puntuale.apps.tickets.queries import tickets_visible_to

ENDED_STATES = frozenset(
    {Ticket.State.CLOSED, Ticket.State.REJECTED, Ticket.State.DECLINED, Ticket.State.MERGED}
)
ME, NOBODY, NONE, ANY = "me", "nobody", "none", "any"
# How our own desk keeps its requests apart: nothing to be guessed at by others.
OF_VENDOR = frozenset({"team", "tag"})
CLOCKS = ("late", "near", "held", "paused")
LARGEST_ID = 2**63 - 1


class UnknownFilter(ValueError):
    """No such filter, or no such value of it; `args` are its name and the value."""


Condition = Callable[[str, User, datetime], Q]


def tickets_in(
    filters: Mapping[str, str], *, reader: User, now: datetime
) -> QuerySet[Ticket, Ticket]:
    """What `reader` may see of the requests that `filters` name; without a state, open ones.

    Raises:
        UnknownFilter: a name or value outside the list.
    """
    return tickets_visible_to(reader).filter(*conditions(filters, reader=reader, now=now))


def conditions(filters: Mapping[str, str], *, reader: User, now: datetime) -> list[Q]:
    """What `filters` ask of a request, all of it.

    Raises:
        UnknownFilter: a name or value outside the list.
    """
    side = filters.get("side", "") or side_of_reader(reader)
    asked = {**filters, "side": side}
    others = (
        condition(name, value, reader=reader, now=now)
        for name, value in asked.items()
        if name != "state"
    )
    return [_state(filters.get("state", "")), *others]


def side_of_reader(reader: User) -> Ticket.Side:
    """Whose requests stand in the queue of `reader`, unless those of the other side are asked for."""
    return Ticket.Side.VENDOR if reader.is_of_vendor else Ticket.Side.PARTNER


def condition(name: str, value: str, *, reader: User, now: datetime) -> Q:
    """What one filter asks of a request.

    Raises:
        UnknownFilter: a name or value outside the list.
    """
    if name not in FILTERS or (name in OF_VENDOR and not reader.is_of_vendor):
        raise UnknownFilter(name, value)
    return FILTERS[name](value, reader, now)


def shows_ended(filters: Mapping[str, str]) -> bool:
    """Whether these are requests that have ended, which have no promise to be ordered by."""
    return filters.get("state", "") in ENDED_STATES


def _state(value: str) -> Q:
    if not value:
        return IN_QUEUE
    if value not in Ticket.State.values:
        raise UnknownFilter("state", value)
    return Q(state=value, closed_at__isnull=value not in ENDED_STATES)


def _assignee(value: str, reader: User, _now: datetime) -> Q:
    if value == NOBODY:
        return Q(assignee=None)
    return Q(assignee=reader.pk if value == ME else _id("assignee", value))


def _team(value: str, _reader: User, _now: datetime) -> Q:
    return Q(team=None) if value == NONE else Q(team=_id("team", value))


def _agreement(value: str, _reader: User, _now: datetime) -> Q:
    if value == NONE:
        return Q(version=None)
    return Q(version__in=AgreementVersion.objects.filter(agreement__code=value).values("pk"))


def _product(value: str, _reader: User, _now: datetime) -> Q:
    return Q(product__in=Product.objects.filter(code=value).values("pk"))


def _tag(value: str, _reader: User, _now: datetime) -> Q:
    carried = Ticket.tags.through.objects.filter(ticket=OuterRef("pk"), tag__name=value)
    return Q(Exists(carried))


def _clock(value: str, _reader: User, now: datetime) -> Q:
    if value == "late":
        return Q(next_due_at__lt=now)
    if value == "near":
        return Q(next_due_at__gte=now, near_at__lte=now)
    if value not in CLOCKS:
        raise UnknownFilter("clock", value)
    return Q(next_state=value)


def _channel(value: str, _reader: User, _now: datetime) -> Q:
    if value not in Ticket.Channel.values:
        raise UnknownFilter("channel", value)
    return Q(channel=value)


def _side(value: str, _reader: User, _now: datetime) -> Q:
    if value not in (*Ticket.Side.values, ANY):
        raise UnknownFilter("side", value)
    return Q() if value == ANY else Q(owner_side=value)


def _id(name: str, value: str) -> int:
    if not value.isdecimal() or not value.isascii() or int(value) > LARGEST_ID:
        raise UnknownFilter(name, value)
    return int(value)


# `state` is not among them: it decides which index is read, so it is always there.
FILTERS: Mapping[str, Condition] = {
    "clock": _clock,
    "agreement": _agreement,
    "severity": lambda value, _reader, _now: Q(severity=value),
    "assignee": _assignee,
    "team": _team,
    "language": lambda value, _reader, _now: Q(language=value),
    "channel": _channel,
    "tag": _tag,
    "customer": lambda value, _reader, _now: Q(organisation=_id("customer", value)),
    "product": _product,
    "side": _side,
}
NAMES = ("state", *FILTERS)
