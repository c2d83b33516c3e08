"""What a request will cost, as its agreement says it before any work is done."""

from dataclasses import dataclass, replace

from puntuale.apps.agreements.terms import announced_closures, document_of, terms_in_force
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.core.agreements.request import Classification, Request
from puntuale.core.agreements.words import as_far_as_known


@dataclass(frozen=True, slots=True)
class ToldCost:
    """The row of `charging` that a request falls under; `row` None while that depends on its type."""

    document: Document
    row: ChargingRow | None


def cost_of(ticket: Ticket) -> ToldCost | None:
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
        return ToldCost(document, row) if row else None
    possible = {
        cost_told(document, terms, replace(request, classification=Classification(type=code)))
        for code, type_ in document.types.items()
        if not type_.is_terminal
    }
    if possible == {None}:
        return None
    return ToldCost(document, possible.pop() if len(possible) == 1 else None)
