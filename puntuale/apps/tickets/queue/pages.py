"""One page of the queue, found by the key of its first or last row and never by counting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from django.db.models import Q, QuerySet

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queue.filters import LARGEST_ID

PAGE = 40
_DUE = Q(next_due_at__isnull=False)
_NOT_DUE = Q(next_due_at=None)


class Keyed(Protocol):
    """What a key is made of: a record, or a row of it."""

    @property
    def id(self) -> int: ...

    @property
    def next_due_at(self) -> datetime | None: ...


Row = TypeVar("Row", bound=Keyed)
# Reads the rows with these ids, in their order.
Read = Callable[[Sequence[int]], Sequence[Row]]


class BadKey(ValueError):
    """Not a key that a page ever gave."""


@dataclass(frozen=True, slots=True)
class Key:
    """The place of a request in the queue: those with a due instant first, then those without."""

    due_at: datetime | None
    id: int

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''}~{self.id}"

    @classmethod
    def of(cls, row: Keyed) -> Key:
        return cls(row.next_due_at, row.id)

    @classmethod
    def read(cls, text: str) -> Key:
        """The key written as `text`.

        Raises:
            BadKey: no page ever gave it.
        """
        due, _, number = text.partition("~")
        if not (number.isascii() and number.isdecimal()) or int(number) > LARGEST_ID:
            raise BadKey(text)
        try:
            due_at = datetime.fromisoformat(due) if due else None
        except ValueError as trouble:
            raise BadKey(text) from trouble
        if due_at is not None and due_at.tzinfo is None:
            raise BadKey(text)
        return cls(due_at, int(number))


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in their order, and where the pages before and after begin (None: no such page)."""

    rows: Sequence[Row]
    newer: Key | None = None
    older: Key | None = None


def page_by_due(
    tickets: QuerySet[Ticket],
    read: Read[Row],
    *,
    after: Key | None = None,
    before: Key | None = None,
    size: int = PAGE,
) -> Page[Row]:
    """The first `size` requests after `after`, or the last ones before `before`."""
    if before is not None:
        found = _take(tickets, _ranges_before(before), ("-next_due_at", "-id"), size + 1)
        return _page(read(found[:size][::-1]), has_newer=len(found) > size, has_older=True)
    found = _take(tickets, _ranges_after(after), ("next_due_at", "id"), size + 1)
    return _page(read(found[:size]), has_newer=after is not None, has_older=len(found) > size)


def page_by_number(
    tickets: QuerySet[Ticket],
    read: Read[Row],
    *,
    after: Key | None = None,
    before: Key | None = None,
    size: int = PAGE,
) -> Page[Row]:
    """The same for requests that have ended: the newest first, due instants play no part."""
    if before is not None:
        found = _ids(tickets.filter(id__gt=before.id).order_by("id")[: size + 1])
        return _page(read(found[:size][::-1]), has_newer=len(found) > size, has_older=True)
    older = tickets if after is None else tickets.filter(id__lt=after.id)
    found = _ids(older.order_by("-id")[: size + 1])
    return _page(read(found[:size]), has_newer=after is not None, has_older=len(found) > size)


def _ids(tickets: QuerySet[Ticket]) -> list[int]:
    return list(tickets.values_list("id", flat=True))


def _page(rows: Sequence[Row], *, has_newer: bool, has_older: bool) -> Page[Row]:
    if not rows:
        return Page(rows)
    newer = Key.of(rows[0]) if has_newer else None
    return Page(rows, newer, Key.of(rows[-1]) if has_older else None)


def _take(
    tickets: QuerySet[Ticket], ranges: Iterator[Q], order: tuple[str, str], wanted: int
) -> list[int]:
    # Range by range: databases disagree on where rows without an instant stand, indexes do not.
    found: list[int] = []
    for each in ranges:
        found += _ids(tickets.filter(each).order_by(*order)[: wanted - len(found)])
        if len(found) == wanted:
            break
    return found


def _ranges_after(key: Key | None) -> Iterator[Q]:
    if key is None:
        yield _DUE
    elif key.due_at is not None:
        # A bound that an index can start from, then the rows of that very instant taken out.
        yield Q(next_due_at__gte=key.due_at) & ~Q(next_due_at=key.due_at, id__lte=key.id)
    if key is None or key.due_at is not None:
        yield _NOT_DUE
    else:
        yield _NOT_DUE & Q(id__gt=key.id)


def _ranges_before(key: Key) -> Iterator[Q]:
    if key.due_at is None:
        yield _NOT_DUE & Q(id__lt=key.id)
        yield _DUE
    else:
        yield Q(next_due_at__lte=key.due_at) & ~Q(next_due_at=key.due_at, id__gte=key.id)
