"""Short ways to say what was offered before the test begins."""

from datetime import timedelta
from typing import Any

from puntuale.apps.estimates.models import Estimate
from puntuale.apps.tickets.models import Ticket
from tests.cast import Cast, rome

SENT = rome("2026-11-23 15:50")


def kept(ticket: Ticket, cast: Cast, *, state: str, revision: int = 1, **facts: Any) -> Estimate:
    """An estimate of four hours in a state, put there by hand."""
    ended = state not in {"draft", "sent"}
    return Estimate.objects.create(
        **{
            "ticket": ticket,
            "revision": revision,
            "state": state,
            "text": "We copy the archive.",
            "language": "en",
            "effort_minutes": 240,
            "bands": {"base": 180, "out_of_hours": 60},
            "currency": "EUR",
            "amount_minor": 36000,
            "made_by": cast.elena,
            "made_at": SENT,
            "sent_at": None if state == "draft" else SENT,
            "expires_at": SENT + timedelta(days=30),
            "decided_at": SENT + timedelta(hours=1) if ended else None,
            "decided_by_contact": cast.maja if state in {"accepted", "superseded"} else None,
            **facts,
        }
    )
