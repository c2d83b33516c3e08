"""From one line of support to another: who has to act changes, nothing is copied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.partners.models import PartnerLink
from puntuale.apps.tickets.actions.appending import append, locked, locked_open
from puntuale.apps.tickets.actions.effects import rate_again
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import ReasonMissing, UnknownClass
from puntuale.apps.tickets.models import Participant, Ticket, TicketEvent
from puntuale.apps.tickets.promises import classes_of, side_of


@transaction.atomic
def pass_on(ticket: Ticket, *, level: str, reason: str, by: User, at: datetime) -> None:
    """Give the request to another level of its agreement; what was promised goes on counting.

    Raises:
        UnknownClass: the agreement has no such level, or the request is there already.
        ReasonMissing: nobody said why.
    """
    ticket = locked_open(ticket)
    if level not in classes_of(ticket).levels or level == ticket.level:
        raise UnknownClass
    if not reason.strip():
        raise ReasonMissing
    before, ticket.level = ticket.level, level
    had = ticket.owner_side
    append(
        ticket,
        TicketEvent.Kind.PASSED_ON,
        at=at,
        by=by,
        before=before,
        after=level,
        reason=reason.strip(),
    )
    refresh(ticket, at=at)
    _hand_over(ticket, had)
    rate_again(ticket, at=at)


@transaction.atomic
def set_side(ticket: Ticket, *, at: datetime) -> None:
    """Find out again who has to act, since the customer's partner may be another or none."""
    ticket = locked(ticket)
    had = ticket.owner_side
    ticket.owner_side = side_of(ticket)
    ticket.last_activity_at = max(at, ticket.last_activity_at)
    ticket.save(update_fields=["owner_side", "last_activity_at"])
    _hand_over(ticket, had)


def handle(payload: Mapping[str, Any], *, at: datetime, **_: Any) -> None:
    """The job `tickets.sides`: all that is open of one customer, and who of a partner reads along."""
    lost = Participant.objects.filter(
        ~Q(contact__organisation__looks_after__in=_links_to(payload["organisation_id"])),
        ticket__organisation=payload["organisation_id"],
        contact__organisation__is_partner=True,
        left_at=None,
    )
    lost.update(left_at=at)
    for ticket in Ticket.objects.filter(organisation=payload["organisation_id"], closed_at=None):
        set_side(ticket, at=at)


def _links_to(organisation: int) -> QuerySet[PartnerLink]:
    return PartnerLink.objects.filter(organisation=organisation, is_in_force=True)


def _hand_over(ticket: Ticket, had: str) -> None:
    """Nobody of the side that `had` it works on it any more."""
    if ticket.owner_side != had:
        ticket.assignee = ticket.team = None
        ticket.save(update_fields=["assignee", "team"])
