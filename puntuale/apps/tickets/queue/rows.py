"""What a row of the queue shows of a request, and nothing else."""

from django.db.models import F, FilteredRelation, Prefetch, Q, QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket, TicketClock

_TICKET = (
    "number subject channel language submitted_at type severity level classified_at "
    "is_restricted state taken_at waiting_since resolved_at closed_at last_activity_at "
    "last_customer_activity_at version next_due_at next_metric next_binding next_state near_at"
)
_OTHERS = (
    "organisation__name organisation__time_zone contact__name contact__email assignee__name "
    "assignee__email team__name coverage__deployment"
)
SHOWN = (*_TICKET.split(), *_OTHERS.split())


def rows_for(reader: User, tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """`tickets` with all that their rows show, in three queries whatever their number.

    `clocks` and `tags` are prefetched; `read_at` is when `reader` last read the request, or None.
    """
    mine = FilteredRelation("read_marks", condition=Q(read_marks__user=reader))
    return (
        tickets.select_related("organisation", "contact", "assignee", "team", "coverage")
        .only(*SHOWN)
        .annotate(mine=mine)
        .annotate(read_at=F("mine__read_at"))
        .prefetch_related("tags", Prefetch("clocks", TicketClock.objects.order_by("pk")))
    )


def is_unread(ticket: Ticket) -> bool:
    """Whether the customer wrote something that the reader of `rows_for` has not seen."""
    wrote_at = ticket.last_customer_activity_at
    read_at = getattr(ticket, "read_at", None)
    return wrote_at is not None and (read_at is None or read_at < wrote_at)
