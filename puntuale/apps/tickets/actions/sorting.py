"""Who works on a request, in which language, and how the desk finds it again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from puntuale.apps.accounts.models import Team, User
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.actions.effects import notify
from puntuale.apps.tickets.models import Notice, Tag, Ticket, TicketEvent


@transaction.atomic
def assign(
    ticket: Ticket,
    *,
    to: User | None = None,
    team: Team | None = None,
    by: User,
    at: datetime,
) -> None:
    """Give the request to a person, a team, both, or nobody; the person is told."""
    ticket = locked(ticket)
    before = {"assignee": ticket.assignee_id, "team": ticket.team_id}
    ticket.assignee, ticket.team = to, team
    after = {"assignee": ticket.assignee_id, "team": ticket.team_id}
    if before == after:
        return
    names = ", ".join(str(who) for who in (to, team) if who)
    event = append(
        ticket,
        TicketEvent.Kind.ASSIGNED,
        at=at,
        by=by,
        before=before,
        after=after,
        names=names,
    )
    ticket.save(update_fields=["assignee", "team", "last_activity_at"])
    if to != by:
        notify(to, ticket, Notice.Kind.ASSIGNED, at=at, about=str(event.sequence))


@transaction.atomic
def set_tags(ticket: Ticket, names: Collection[str], *, by: User, at: datetime) -> None:
    """Let the request carry exactly these tags, new ones included."""
    ticket = locked(ticket)
    wanted = {name.strip().lower()[:40] for name in names if name.strip()}
    before = set(ticket.tags.values_list("name", flat=True))
    if wanted == before:
        return
    Tag.objects.bulk_create([Tag(name=name) for name in wanted], ignore_conflicts=True)
    ticket.tags.set(Tag.objects.filter(name__in=wanted))
    append(
        ticket,
        TicketEvent.Kind.TAGGED,
        at=at,
        by=by,
        added=sorted(wanted - before),
        removed=sorted(before - wanted),
    )
    ticket.save(update_fields=["last_activity_at"])


@transaction.atomic
def set_language(ticket: Ticket, language: str, *, by: User, at: datetime) -> None:
    """From now on every mail about the request is in `language`: the one it came in was mistaken."""
    ticket = locked(ticket)
    if language == ticket.language:
        return
    append(ticket, TicketEvent.Kind.LANGUAGE, at=at, by=by, before=ticket.language, after=language)
    ticket.language = language
    ticket.save(update_fields=["language", "last_activity_at"])
