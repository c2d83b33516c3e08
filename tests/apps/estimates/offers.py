"""Short ways to say what was offered before the test begins."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from puntuale.apps.agreements.models import Agreement
from puntuale.apps.customers.models import Contact
from puntuale.apps.estimates.actions.deciding import Decider
from puntuale.apps.estimates.actions.drafting import Offer
from puntuale.apps.estimates.actions.sending import send
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.ledger.sources import gift_source
from puntuale.apps.tickets.actions.deciding import classify
from puntuale.apps.tickets.models import Ticket
from tests.apps.tickets.stories import asked
from tests.cast import FOUNDED, Cast, in_force, rome

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


def to_be_estimated(cast: Cast, *, at: str = "2026-11-23 10:00", package: int = 0) -> Ticket:
    """Maja, who may spend, asked for a move of her archive: T2 of the standard services.

    `package` are seconds of prepaid time.
    """
    if not Agreement.objects.exists():
        in_force("standard-services", standard=True)
    Contact.objects.filter(pk=cast.maja.pk).update(may_spend=True)
    if package:
        prepaid(cast, package)
    facts = {"subject": "Move the archive", "language": "en", "text": "Please move it."}
    ticket = asked(cast, at, contact=cast.maja, **facts)
    read_at = rome(at) + timedelta(minutes=5)
    classify(ticket, type="T2", severity="", cause="correction", by=cast.elena, at=read_at)
    ticket.refresh_from_db()
    return ticket


def prepaid(cast: Cast, seconds: int, *, at: datetime = FOUNDED) -> None:
    grant(
        cast.alpine,
        unit=SECOND,
        quantity=seconds,
        source=gift_source(f"test-{seconds}", cast.alpine.pk),
        unit_price=Decimal(70),
        at=at,
    )


OFFER = Offer(
    text="We copy the archive to the new server.",
    bands={"base": 180, "out_of_hours": 60},
    expected_on=date(2026, 11, 27),
)


def sent(ticket: Ticket, cast: Cast, at: datetime = SENT, **changes: Any) -> Estimate:
    return send(ticket, replace(OFFER, **changes), by=cast.elena, at=at)


def by(contact: Contact, **facts: Any) -> Decider:
    shown = "What they had before them."
    return Decider(**{"contact": contact, "name": str(contact), "shown": shown, **facts})
