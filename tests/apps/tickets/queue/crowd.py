"""Requests as the queue sees them: their caches as a clock would have left them."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from puntuale.apps.tickets.models import Ticket, TicketClock
from tests.cast import Cast, rome

NOW = rome("2026-11-27 18:10")
_numbers = count(4001)


def waiting(cast: Cast, due: str | None = None, **facts: Any) -> Ticket:
    """A request that Giulia made this morning, whose first reply is due at `due`."""
    ticket = Ticket.objects.create(**_facts(cast, rome(due) if due else None, facts))
    if due:
        TicketClock.objects.create(
            ticket=ticket,
            metric=ticket.next_metric,
            binding=True,
            state=ticket.next_state,
            due_at=ticket.next_due_at,
            budget_seconds=8 * 3600,
            read_at=ticket.submitted_at,
        )
    return ticket


def crowd(cast: Cast, open_ones: int, ended: int) -> None:
    """Many requests, every fourth open one without a due instant."""
    rows = [
        Ticket(**_facts(cast, NOW + timedelta(minutes=place) if place % 4 else None, {}))
        for place in range(open_ones)
    ]
    past = NOW - timedelta(days=30)
    rows += [
        Ticket(**_facts(cast, None, {"state": "closed", "resolved_at": past, "closed_at": past}))
        for _ in range(ended)
    ]
    Ticket.objects.bulk_create(rows)


def _facts(cast: Cast, due: datetime | None, facts: dict[str, Any]) -> dict[str, Any]:
    number = next(_numbers)
    asked_at = rome("2026-10-01 09:00")
    return {
        "number": number,
        "subject": f"Request {number}",
        "organisation": cast.brembo,
        "contact": cast.giulia,
        "channel": "email",
        "language": "it",
        "submitted_at": asked_at,
        "last_activity_at": asked_at,
        "state": "in_progress",
        "next_due_at": due,
        "next_metric": "response" if due or "next_state" in facts else "",
        "next_state": "running" if due else "",
        **facts,
    }
