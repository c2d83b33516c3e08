"""Two requests that are one, and parting them again."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from puntuale.apps.accounts.models import User
from puntuale.apps.ledger.holding import let_go
from puntuale.apps.ledger.references import held_for_estimate
from puntuale.apps.tickets.actions.appending import append, locked
from puntuale.apps.tickets.actions.effects import rate_again
from puntuale.apps.tickets.actions.participants import add_participant
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import CannotMerge, NotMerged
from puntuale.apps.tickets.models import Ticket, TicketEvent


@transaction.atomic
def merge(ticket: Ticket, *, into: Ticket, by: User, at: datetime) -> None:
    """End `ticket` in favour of `into`, which keeps its own promises.

    Nothing is moved or copied: the conversation of both is shown together, each message keeps its
    kind, so that a note never becomes public. The other requester joins as a participant.

    Raises:
        CannotMerge: not both open, of two customers, into itself, or one is restricted.
    """
    first, second = sorted([ticket.pk, into.pk])
    rows = {
        row.pk: row for row in Ticket.objects.select_for_update().filter(pk__in=[first, second])
    }
    source, target = rows[ticket.pk], rows[into.pk]
    same_customer = source.contact_id == target.contact_id or (
        source.organisation_id is not None and source.organisation_id == target.organisation_id
    )
    both_open = source.is_open and target.is_open
    if source == target or not both_open or not same_customer:
        raise CannotMerge
    if source.is_restricted != target.is_restricted:
        raise CannotMerge
    append(source, TicketEvent.Kind.MERGED, at=at, by=by, into=target.number, state=source.state)
    append(target, TicketEvent.Kind.MERGED, at=at, by=by, merged=source.number)
    source.merged_into, source.closed_at, source.state = target, at, Ticket.State.MERGED
    refresh(source, at=at)
    refresh(target, at=at)
    let_go(held_for_estimate(source.pk), at=at)
    if source.contact_id != target.contact_id:
        add_participant(target, source.contact, by=by, at=at)


@transaction.atomic
def unmerge(ticket: Ticket, *, by: User, at: datetime) -> None:
    """Part what was merged by mistake: `ticket` goes on as it was.

    Raises:
        NotMerged: it was not merged.
    """
    ticket = locked(ticket)
    if ticket.merged_into is None:
        raise NotMerged
    event = ticket.events.filter(Q(kind=TicketEvent.Kind.MERGED)).order_by("-sequence").first()
    target = locked(ticket.merged_into)
    append(ticket, TicketEvent.Kind.UNMERGED, at=at, by=by, out_of=target.number)
    append(target, TicketEvent.Kind.UNMERGED, at=at, by=by, parted=ticket.number)
    ticket.merged_into = ticket.closed_at = None
    ticket.state = Ticket.State(event.data["state"] if event else Ticket.State.IN_PROGRESS)
    refresh(ticket, at=at)
    refresh(target, at=at)
    rate_again(ticket, at=at)
