"""Deciding, and deciding again, under which agreement a request runs."""

from datetime import datetime
from typing import Any

from django.db import transaction

from puntuale.apps.accounts.models import User
from puntuale.apps.agreements.queries import Decision
from puntuale.apps.catalogue.models import Licence, Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.actions.appending import append, locked_open
from puntuale.apps.tickets.actions.effects import rate_again
from puntuale.apps.tickets.actions.refreshing import refresh
from puntuale.apps.tickets.errors import NothingChanged, ReasonMissing
from puntuale.apps.tickets.models import Ticket, TicketEvent
from puntuale.apps.tickets.supposing import decision_for, under


def decide(ticket: Ticket, *, at: datetime, by: User | None = None) -> Decision:
    """Decide the agreement of a locked `ticket` as for the instant at which it came, and record it.

    What the request was classified as counts on where the agreement knows the word; otherwise it
    is not classified any more. The caller refreshes its clocks.
    """
    before = {"title": ticket.entitlement.get("title"), "number": ticket.entitlement.get("number")}
    decision = decision_for(ticket)
    facts: dict[str, Any] = decision.trace | ({"before": before} if ticket.entitlement else {})
    under(ticket, decision)
    append(ticket, TicketEvent.Kind.ENTITLED, at=at, by=by, **facts)
    return decision


@transaction.atomic
def move(
    ticket: Ticket,
    *,
    organisation: Organisation | None,
    product: Product | None,
    licence: Licence | None = None,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Say that the request is another customer's, or about something else: its agreement is decided
    again, and its promises are judged from the beginning.

    Raises:
        NothingChanged: it is theirs, and about that, already.
        ReasonMissing: nobody said why.
    """
    ticket = locked_open(ticket)
    product = licence.product if licence is not None else product
    before = _subject(ticket)
    ticket.organisation, ticket.product, ticket.licence = organisation, product, licence
    ticket.serial_number = licence.serial_number if licence is not None else ticket.serial_number
    after = _subject(ticket)
    if before == after:
        raise NothingChanged
    if not reason.strip():
        raise ReasonMissing
    append(ticket, TicketEvent.Kind.MOVED, at=at, by=by, before=before, after=after, reason=reason)
    decide(ticket, at=at, by=by)
    refresh(ticket, at=at)
    rate_again(ticket, at=at)


def _subject(ticket: Ticket) -> dict[str, str]:
    named = (ticket.organisation, ticket.product, ticket.licence)
    return dict(
        zip(
            ("organisation", "product", "licence"), (str(each or "") for each in named), strict=True
        )
    )
