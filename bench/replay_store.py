"""A database of ended requests with six events each, over a year, as desks have them.

Of a hundred, ninety-four are corrected once, answered, wait for their customer, go on and are
resolved; three have their severity raised, and three are opened again.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bench.pages_store import insert, samples_of_requests, without_indexes
from puntuale.apps.tickets.models import Ticket, TicketEvent

FIRST = 1101
YEAR = timedelta(days=365)
SEVERITIES = ("P1", "P2", "P3")
TYPES = ("bug", "usage", "bug")
Row = dict[str, Any]


def fill(size: int, now: datetime) -> None:
    """Store `size` requests of the last year, in the order in which they came."""
    ticket = samples_of_requests(now - YEAR)[-1][Ticket][0]
    with without_indexes(), connection.constraint_checks_disabled():
        insert(Ticket, (_ticket(n, size, ticket, now) for n in range(size)))
        insert(TicketEvent, _events(size, ticket, now))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _came(n: int, size: int, now: datetime) -> datetime:
    return now - YEAR + YEAR * n / size


def _ticket(n: int, size: int, ticket: Row, now: datetime) -> Row:
    came = _came(n, size, now)
    own = {"id": FIRST + n, "number": FIRST + n, "subject": f"Ordini doppi, caso {n}"}
    instants = ("submitted_at", "last_activity_at", "resolved_at", "closed_at")
    return {**ticket, **own, **dict.fromkeys(instants, came)}


def _events(size: int, ticket: Row, now: datetime) -> Iterator[Row]:
    draw, ids = random.Random(2026), itertools.count(1_000_000)
    for n in range(size):
        at = _came(n, size, now)
        for sequence, (hours, kind, data) in enumerate(_history(draw), 1):
            at += timedelta(hours=hours)
            yield {
                "id": next(ids),
                "ticket_id": FIRST + n,
                "sequence": sequence,
                "kind": kind,
                "at": at,
                "by_user_id": None,
                "by_contact_id": ticket["contact_id"],
                "data": data,
            }


def _history(draw: random.Random) -> Iterator[tuple[float, str, Row]]:
    kind = draw.random()
    after = {"type": draw.choice(TYPES), "severity": draw.choice(SEVERITIES), "level": ""}
    wait = {"because": "waiting_customer", "reason": ""}
    yield 0.0, "submitted", {"channel": "email", "type": "", "severity": ""}
    if kind < 0.03:
        yield draw.random(), "severity_changed", {"cause": "evolution", "after": after}
    else:
        yield draw.random(), "classified", {"cause": "correction", "after": after}
    yield draw.expovariate(1 / 3), "answered", {"message": draw.randrange(10**7)}
    if kind > 0.97:
        yield draw.expovariate(1 / 20), "resolved", {}
        yield draw.expovariate(1 / 30), "reopened", {}
    else:
        yield draw.expovariate(1 / 2), "paused", wait
        yield draw.expovariate(1 / 30), "resumed", {}
    yield draw.expovariate(1 / 20), "resolved", {}
