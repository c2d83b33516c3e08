"""What rating costs with everything around it: what is read, compared and posted.

Called by `bench.charges` inside an installation of its own.
"""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bench.processor_time import timed
from puntuale.apps.accounts.models import User
from puntuale.apps.charges.rating import rate
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import SECOND, Transfer
from puntuale.apps.ledger.queries import discrepancies
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.work.models import TimeEntry
from tests.apps.charges.stories import accepted, classified, under
from tests.cast import FOUNDED, Cast, gather

MONTH = datetime(2026, 11, 2, 8, tzinfo=UTC)
LATER = datetime(2026, 12, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ROUNDS = 20
DRAW = random.Random(2026)


def measured(entries: int, stored: list[int]) -> list[dict[str, float]]:
    """Milliseconds to rate a ticket again, and after one more entry, beside so many other charges."""
    cast = gather()
    grant(
        cast.brembo, unit=SECOND, quantity=10_000_000, source="purchase:1", unit_price=Decimal(70),
        at=FOUNDED,
    )  # fmt: skip
    found, others = [], 0
    for wanted in stored:
        for _ in range(wanted - others):
            rate(worked(cast, 1), at=LATER)
        others = wanted
        ticket = worked(cast, entries)
        rate(ticket, at=LATER)
        again = min(timed(lambda ticket=ticket: rate(ticket, at=LATER)) for _ in range(ROUNDS))
        more = min(one_more(ticket) for _ in range(ROUNDS))
        found.append({"stored": wanted, "again": again * 1e3, "more": more * 1e3})
    assert discrepancies() == []
    assert Transfer.objects.filter(code="draw").count() >= others
    return found


def one_more(ticket: Ticket) -> float:
    """Seconds to rate a ticket after another entry: the difference is posted."""
    last = TimeEntry.objects.filter(ticket=ticket).latest("ended_at")
    _entered(last.worker, ticket, [(last.ended_at, last.ended_at + 20 * MINUTE)])
    return timed(lambda: rate(ticket, at=LATER))


def worked(cast: Cast, entries: int) -> Ticket:
    """A request with so much work on it, paid from the package of its customer."""
    ticket = classified(cast, under("standard-services"), type="T2")
    accepted(cast, ticket, "9999.00", effort_minutes=60 * 10_000)
    at, spans = MONTH, []
    for _ in range(entries):
        end = at + MINUTE * DRAW.randrange(1, 60)
        spans.append((at, end))
        at = end + MINUTE * DRAW.randrange(1, 300)
    worker = User.objects.create(
        email=f"{ticket.pk}@example.com", name="Somebody", role=cast.davide.role
    )
    _entered(worker, ticket, spans)
    return ticket


def _entered(worker: User, ticket: Ticket, spans: list[tuple[datetime, datetime]]) -> None:
    TimeEntry.objects.bulk_create(
        TimeEntry(
            ticket=ticket, worker=worker, started_at=start, ended_at=end, entered_at=LATER,
            entered_by=worker,
        )
        for start, end in spans
    )  # fmt: skip
