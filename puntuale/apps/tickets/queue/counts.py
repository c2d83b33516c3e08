"""How many requests a view holds: exact up to a bound, so that no view costs more than another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.notices import unread_notices
from puntuale.apps.tickets.queue.filters import UnknownFilter, tickets_in

MOST = 1000


class CappedCount(Subquery):
    """The number of rows of a query, counted no further than `MOST`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk")[:MOST])


def counts_for(
    reader: User, views: Sequence[Mapping[str, str]], *, now: datetime
) -> tuple[list[int | None], int]:
    """How many requests each of `views` holds, and how many unread notices `reader` has, in one query.

    None for a view with a filter that is no longer known; `MOST` stands for that many or more.
    """
    counted: dict[str, CappedCount] = {}
    for place, filters in enumerate(views):
        if (tickets := _tickets(filters, reader, now)) is not None:
            counted[f"view_{place}"] = CappedCount(tickets)
    notices = CappedCount(unread_notices(reader))
    rows = User.objects.filter(pk=reader.pk).values(unread=notices, **counted)
    row: dict[str, Any] = dict(rows.get())
    return [row.get(f"view_{place}") for place in range(len(views))], row["unread"]


def _tickets(filters: Mapping[str, str], reader: User, now: datetime) -> QuerySet[Ticket] | None:
    try:
        return tickets_in(filters, reader=reader, now=now)
    except UnknownFilter:
        return None
