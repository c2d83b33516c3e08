"""How many requests a view holds: exact up to a bound, so that no view costs more than another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from puntuale.apps.accounts.models import User
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.notices import unread_notices
from puntuale.apps.tickets.queries import tickets_visible_to
from puntuale.apps.tickets.queue.filters import UnknownFilter, conditions, shows_ended

MOST = 1000
MOST_UNREAD = 100
Count = tuple[str, Sequence[Any]]


def counts_for(
    reader: User, views: Sequence[Mapping[str, str]], *, now: datetime
) -> tuple[list[int | None], int]:
    """How many requests each of `views` holds, and how many unread notices `reader` has, in one query.

    None for a view with a filter that is no longer known; `MOST` and `MOST_UNREAD` stand for that
    many or more.
    """
    visible = tickets_visible_to(reader)
    counts = [_of_view(visible, filters, reader, now) for filters in views]
    found = _asked([*counts, _unread(reader)])
    return found[:-1], found[-1] or 0


def unread_for(reader: User) -> int:
    """How many unread notices `reader` has; `MOST_UNREAD` stands for that many or more."""
    return _asked([_unread(reader)])[0] or 0


def _of_view(
    visible: QuerySet[Ticket], filters: Mapping[str, str], reader: User, now: datetime
) -> Count | None:
    try:
        found = visible.filter(*conditions(filters, reader=reader, now=now))
    except UnknownFilter:
        return None
    # In the order of their index, or SQLite walks past all that is open to find some that ended.
    return _capped(found.order_by("-id") if shows_ended(filters) else found, MOST)


def _unread(reader: User) -> Count:
    return _capped(unread_notices(reader).order_by(), MOST_UNREAD)


def _capped(rows: QuerySet[Any], most: int) -> Count:
    """The SQL that counts `rows`, no further than `most`."""
    query = rows.query
    query.set_values(["pk"])
    query.set_limits(0, most)
    try:
        sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    except EmptyResultSet:
        return "0", ()
    # Nothing but what the ORM compiled.
    return f"(SELECT COUNT(*) FROM ({sql}) AS counted)", params  # noqa: S608


def _asked(counts: Sequence[Count | None]) -> list[int | None]:
    # Compiled one by one: an outer query of the ORM would resolve and copy each of them again.
    sql = ", ".join("NULL" if count is None else count[0] for count in counts)
    params = [value for count in counts if count is not None for value in count[1]]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        return list(cursor.fetchone())
