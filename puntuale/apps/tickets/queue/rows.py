"""What a row of the queue shows of a request, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queries import tickets_visible_to


@dataclass(slots=True)
class Shown:
    """One request as far as a list shows it; a record with its relations costs five times as much.

    `read_at` is when the reader last read it, None: never. From `clock_due_at` to `spent_seconds`
    is what the clock of the next promise showed when it was last read. `tags` come from `filled`.
    """

    id: int
    number: int
    subject: str
    channel: str
    language: str
    submitted_at: datetime
    type: str
    severity: str
    level: str
    classified_at: datetime | None
    is_restricted: bool
    raised_at: datetime | None
    state: str
    waiting_since: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    last_customer_activity_at: datetime | None
    version_id: int | None
    deployment: str | None
    next_due_at: datetime | None
    next_metric: str
    next_binding: bool
    next_state: str
    near_at: datetime | None
    clock_due_at: datetime | None
    held_until: datetime | None
    budget_seconds: int | None
    spent_seconds: int | None
    organisation: str | None
    contact: str
    contact_email: str
    assignee: str | None
    read_at: datetime | None
    tags: Sequence[str] = ()

    @property
    def customer(self) -> str:
        """Whose it is: the organisation, or the person while nobody knows whose."""
        return self.organisation or self.contact or self.contact_email

    @property
    def is_unread(self) -> bool:
        """Whether the customer wrote something that the reader has not seen."""
        wrote_at = self.last_customer_activity_at
        return wrote_at is not None and (self.read_at is None or self.read_at < wrote_at)


_ELSEWHERE = {
    "clock_due_at": "promise__due_at",
    "held_until": "promise__held_until",
    "budget_seconds": "promise__budget_seconds",
    "spent_seconds": "promise__spent_seconds",
    "version_id": "version",
    "deployment": "coverage__deployment",
    "organisation": "organisation__name",
    "contact": "contact__name",
    "contact_email": "contact__email",
    "assignee": "assignee__name",
    "read_at": "mine__read_at",
}
_PATHS = tuple(_ELSEWHERE.get(name, name) for name in Shown.__dataclass_fields__ if name != "tags")


def rows_for(reader: User) -> Callable[[Sequence[int]], list[Shown]]:
    """How `reader` reads requests as rows, in one query: those with the ids given, in their order.

    Which ones is asked of requests alone: beside all that a row shows, a database may think it
    quicker to read every request and sort them than to follow an index.
    """

    def read(ids: Sequence[int]) -> list[Shown]:
        mine = FilteredRelation("read_marks", condition=Q(read_marks__user=reader))
        next_one = Q(clocks__metric=F("next_metric"), clocks__binding=F("next_binding"))
        promise = FilteredRelation("clocks", condition=next_one)
        visible = tickets_visible_to(reader).filter(pk__in=ids)
        found = visible.alias(mine=mine, promise=promise)
        rows: Iterable[tuple[Any, ...]] = found.values_list(*_PATHS)
        by_id = {row.id: row for row in (Shown(*each) for each in rows)}
        return [by_id[each] for each in ids if each in by_id]

    return read


def filled(rows: Sequence[Shown], reader: User) -> Sequence[Shown]:
    """`rows` with their tags, in one query; partners find requests by words of their own."""
    if not reader.is_of_vendor:
        return rows
    by_id = {row.id: row for row in rows}
    tags: dict[int, list[str]] = defaultdict(list)
    carried = Ticket.tags.through.objects.filter(ticket__in=by_id).order_by("tag__name")
    for ticket, name in carried.values_list("ticket", "tag__name"):
        tags[ticket].append(name)
    for ticket, names in tags.items():
        by_id[ticket].tags = names
    return rows
