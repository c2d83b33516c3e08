"""Who of the desk may open what a customer gave; see docs/decisions/0025.

Whoever works on the request may, alone or with a team; so may roles that answer for everything.
Anybody else who sees the request says why first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from puntuale.apps.access.models import Opening, StatedReason
from puntuale.apps.accounts.models import User
from puntuale.apps.accounts.roles import Ability
from puntuale.apps.tickets.models import Message, Ticket

Why = Opening.Why


@dataclass(frozen=True, slots=True)
class Right:
    """Why somebody may look, as it is written down."""

    why: Opening.Why
    reason: StatedReason | None = None


def right_to_open(user: User, ticket: Ticket, *, at: datetime) -> Right | None:
    """By what right `user`, who sees `ticket`, opens what its customer gave; None without one."""
    concerned = list(_with_surviving(ticket))
    if any(each.assignee_id == user.pk for each in concerned):
        return Right(Why.ASSIGNED)
    teams = {each.team_id for each in concerned if each.team_id is not None}
    if teams and user.teams.filter(pk__in=teams).exists():
        return Right(Why.TEAM)
    stated = StatedReason.objects.filter(ticket__in=concerned, by=user, at__lte=at, ends_at__gt=at)
    if (reason := stated.order_by("-pk").first()) is not None:
        return Right(Why.REASON, reason)
    return Right(Why.ROLE) if user.can(Ability.OPEN_CUSTOMER_DATA) else None


def is_customers(message: Message | None, reader: User) -> bool:
    """Whether what came with `message` is a customer's, to a `reader` of the desk."""
    return reader.is_staff and message is not None and message.kind == Message.Kind.CUSTOMER


def _with_surviving(ticket: Ticket) -> Iterator[Ticket]:
    """Whoever works on a request works on those that were merged into it."""
    current: Ticket | None = ticket
    while current is not None:
        yield current
        current = current.merged_into
