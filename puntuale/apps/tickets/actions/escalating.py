"""The levels of escalation that a request has reached: carried out once each, and kept in its history."""

from collections.abc import Sequence
from datetime import datetime

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.accounts.people import managers
from puntuale.apps.tickets.actions.appending import append
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.levels import levels_pending
from puntuale.apps.tickets.models import Notice, Ticket, TicketEvent
from puntuale.core.agreements.clocks.escalating import Reached
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.terms.escalation import Level, Told


def carry_out_levels(ticket: Ticket, readings: Sequence[Reading], *, at: datetime) -> None:
    """Carry out what a locked `ticket` has reached by `at`; whoever calls saves it.

    Of several levels of one promise that were missed, each person is told of the last.
    """
    told: dict[tuple[int, str], tuple[User, Reading, TicketEvent]] = {}
    for reached, reading in levels_pending(ticket, readings, at=at):
        if reached.at > at:
            break
        people, event = _carry_out(ticket, reached, reading, at=at)
        told |= {(who.pk, reading.metric): (who, reading, event) for who in people}
    for who, reading, event in told.values():
        notify(who, ticket, _kind(reading, at), at=at, about=str(event.sequence))


def _carry_out(
    ticket: Ticket, reached: Reached, reading: Reading, *, at: datetime
) -> tuple[list[User], TicketEvent]:
    level = reached.level
    team = Team.objects.filter(name__iexact=level.reassign or "").first()
    if team is not None:
        _reassign(ticket, team)
    if level.raises:
        ticket.raised_at = at
    people = _people(ticket, level)
    event = append(
        ticket,
        TicketEvent.Kind.ESCALATED,
        at=at,
        key=reached.key,
        metric=reading.metric.value,
        moment=level.moment.text,
        row=level.row,
        reached_at=reached.at.isoformat(),
        asked=[role.value for role in level.notify],
        told=[str(who) for who in people],
        team=str(team) if team else "",
        no_team=level.reassign if level.reassign and team is None else "",
        raised=level.raises,
    )
    return people, event


def _reassign(ticket: Ticket, team: Team) -> None:
    ticket.team = team
    if ticket.assignee_id and not team.members.filter(pk=ticket.assignee_id).exists():
        ticket.assignee = None


def _people(ticket: Ticket, level: Level) -> list[User]:
    """Whom the level tells, each once; nobody who may not see the request."""
    found = {who.pk: who for role in level.notify for who in _of_role(ticket, role)}
    return [who for who in found.values() if who.sees_restricted or not ticket.is_restricted]


def _of_role(ticket: Ticket, role: Told) -> list[User]:
    if role is Told.MANAGER:
        return managers()
    if role is Told.ASSIGNEE and ticket.assignee is not None:
        return [ticket.assignee] if ticket.assignee.is_active else []
    if ticket.team is None:
        return []
    return list(ticket.team.members.filter(is_active=True).order_by("name"))


def _kind(reading: Reading, at: datetime) -> Notice.Kind:
    late = reading.due_at is not None and reading.due_at < at
    return Notice.Kind.PROMISE_LATE if late else Notice.Kind.PROMISE_NEAR
