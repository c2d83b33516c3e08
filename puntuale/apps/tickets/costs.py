"""What a request will cost, as its agreement says it before any work is done."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, Sum

from puntuale.apps.agreements.terms import announced_closures, document_of, terms_in_force
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import lots_of
from puntuale.apps.ledger.models import COUPON, Account
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.words import as_far_as_known


@dataclass(frozen=True, slots=True)
class ToldCost:
    """The row of `charging` that a request falls under; `row` None while that depends on its type.

    `missing` coupons have to be bought before work on it begins.
    """

    document: Document
    row: ChargingRow | None
    missing: int = 0


def cost_of(ticket: Ticket, *, at: datetime) -> ToldCost | None:
    """What `ticket` costs by its class of now; None where its agreement says nothing about costs."""
    if ticket.version is None:
        return None
    document = document_of(ticket.version)
    terms = terms_in_force(ticket.version, announced_closures())
    request = Request(
        ticket.submitted_at,
        ticket.channel,
        as_far_as_known(terms, Classification(ticket.type, ticket.severity, ticket.level)),
        (ticket.coverage.deployment or None) if ticket.coverage else None,
    )
    if request.classification.type is not None or not terms.types:
        row = cost_told(document, terms, request)
        if row is None:
            return None
        # Once somebody works on it, that is no longer the question.
        begins = ticket.taken_at is None and ticket.is_open
        missing = coupons_missing(ticket.organisation, document, row, at=at) if begins else 0
        return ToldCost(document, row, missing)
    possible = {
        cost_told(document, terms, replace(request, classification=Classification(type=code)))
        for code, type_ in document.types.items()
        if not type_.is_terminal
    }
    if possible == {None}:
        return None
    return ToldCost(document, possible.pop() if len(possible) == 1 else None)


def coupons_missing(
    organisation: Organisation | None, document: Document, row: ChargingRow, *, at: datetime
) -> int:
    """How many coupons have to be bought before work under `row` may begin; what is owed comes first."""
    rules = document.coupons
    if rules is None or organisation is None or "coupon" not in (row.charge, row.then):
        return 0
    valid = Q(expires_at=None) | Q(expires_at__gt=at)
    left = lots_of(organisation, COUPON).filter(valid, granted_at__lte=at)
    available = left.aggregate(n=Sum(F("account__posted") - F("account__pending")))["n"] or 0
    debts = Account.objects.filter(
        organisation=organisation, unit=COUPON, kind=Account.Kind.OWED
    ).values_list("posted", flat=True)
    return max(rules.start_requires - available - sum(debts), 0)
