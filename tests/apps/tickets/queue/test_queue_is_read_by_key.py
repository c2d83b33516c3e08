"""The order of the queue, page by page, from an index."""

import re
from collections.abc import Sequence
from itertools import product

import pytest
from django.db import connection

from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.queue.filters import shows_ended, tickets_in
from puntuale.apps.tickets.queue.pages import BadKey, Key, Page, page_by_due, page_by_number
from puntuale.apps.tickets.queue.rows import rows_for
from tests.apps.tickets.queue.crowd import NOW, crowd, waiting
from tests.cast import Cast, rome
from tests.plans import plans_of

# Reading all requests, or sorting them, on either database.
WHOLE_TABLE = re.compile(
    r"Seq Scan on tickets_ticket|SCAN tickets_ticket$|TEMP B-TREE|Sort Key", re.M
)


def whole(ids: Sequence[int]) -> list[Ticket]:
    known = Ticket.objects.in_bulk(ids)
    return [known[each] for each in ids]


def read(cast: Cast, size: int = 50, **keys: Key | None) -> Page[Ticket]:
    return page_by_due(tickets_in({}, reader=cast.elena, now=NOW), whole, size=size, **keys)


def everything(cast: Cast, size: int) -> list[Ticket]:
    page = read(cast, size)
    seen = list(page.rows)
    while page.older is not None:
        page = read(cast, size, after=page.older)
        seen += page.rows
    return seen


@pytest.fixture
def mixed(cast: Cast) -> list[Ticket]:
    """In the order in which the queue must show them."""
    without = waiting(cast)
    third = waiting(cast, "2026-11-30 10:00")
    first = waiting(cast, "2026-11-27 17:10")
    same = waiting(cast, "2026-11-30 10:00")
    return [first, third, same, without, waiting(cast)]


def test_promises_come_in_the_order_in_which_they_fall_due(cast: Cast, mixed: list[Ticket]) -> None:
    assert read(cast).rows == mixed


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_pages_join_without_gap_or_repetition(cast: Cast, mixed: list[Ticket], size: int) -> None:
    assert everything(cast, size) == mixed


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_way_back_is_the_way_there(cast: Cast, mixed: list[Ticket], size: int) -> None:
    for place in range(size, len(mixed)):
        back = read(cast, size, before=Key.of(mixed[place]))

        assert back.rows == mixed[place - size : place]
        assert (back.newer is None) == (place == size)


def test_a_row_that_comes_in_between_moves_no_page(cast: Cast, mixed: list[Ticket]) -> None:
    first = read(cast, 2)
    waiting(cast, "2026-11-27 16:00")

    assert read(cast, 2, after=first.older).rows == mixed[2:4]


def test_requests_that_ended_come_newest_first(cast: Cast) -> None:
    crowd(cast, 0, 5)
    ended = list(Ticket.objects.order_by("-id"))
    closed = tickets_in({"state": "closed"}, reader=cast.elena, now=NOW)

    first = page_by_number(closed, whole, size=2)
    second = page_by_number(closed, whole, size=2, after=first.older)

    assert first.rows + second.rows == ended[:4]
    assert page_by_number(closed, whole, size=2, before=second.newer).rows == ended[:2]


def test_resolved_requests_have_left_the_queue(cast: Cast) -> None:
    waiting(cast, state="resolved", resolved_at=NOW)

    assert read(cast).rows == []
    assert tickets_in({"state": "resolved"}, reader=cast.elena, now=NOW).count() == 1


def test_restricted_requests_are_listed_for_their_group_alone(cast: Cast) -> None:
    secret = waiting(cast, "2026-11-30 10:00", is_restricted=True)

    assert read(cast).rows == []
    assert list(tickets_in({}, reader=cast.tone, now=NOW)) == [secret]


@pytest.mark.parametrize("key", [Key(rome("2026-11-27 18:30"), 7), Key(None, 7)])
def test_a_key_is_read_as_it_was_written(key: Key) -> None:
    assert Key.read(str(key)) == key


@pytest.mark.parametrize(
    "text", ["", "~", "x~1", "2026-11-27~1", "~-1", "~1.5", "~99999999999999999999", "~١", "1"]
)
def test_anything_else_is_no_key(text: str) -> None:
    with pytest.raises(BadKey):
        Key.read(text)


FILTERS: list[dict[str, str]] = [
    {},
    {"clock": "late"},
    {"clock": "held"},
    {"assignee": "me"},
    {"assignee": "nobody"},
    {"team": "1"},
    {"customer": "1"},
    {"state": "waiting_customer"},
    {"state": "declined"},
]
INDEX = re.compile(r"ticket_(queue|ended)|tickets_ticket_pkey|INTEGER PRIMARY KEY")
AFTER = [None, Key(rome("2026-11-27 19:00"), 5), Key(None, 5)]


def test_every_page_of_the_queue_is_answered_from_an_index(cast: Cast) -> None:
    crowd(cast, open_ones=400, ended=3600)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Four thousand rows are sorted sooner than read in order; a million are not.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
            cursor.execute("ANALYZE tickets_ticket")

    for filters, after in product(FILTERS, AFTER):
        tickets = tickets_in(filters, reader=cast.elena, now=NOW)
        page = page_by_number if shows_ended(filters) else page_by_due
        with plans_of("tickets_ticket") as plans:
            page(tickets, rows_for(cast.elena), after=after, size=20)

        assert plans
        for plan in plans:
            assert INDEX.search(plan), (filters, after, plan)
            assert not WHOLE_TABLE.search(plan), (filters, after, plan)
