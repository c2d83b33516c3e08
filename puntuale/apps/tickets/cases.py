"""What a request is taken for, as charges and estimates see it."""

from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.words import as_far_as_known
from puntuale.core.charges.pick import Case


def case_of(ticket: Ticket, terms: Terms) -> Case:
    """`ticket` in the words of `terms`; until a person has classified it, what it claims counts nothing."""
    said = Classification(level=ticket.level)
    if ticket.classified_at is not None:
        said = Classification(ticket.type, ticket.severity, ticket.level)
    deployment = ticket.coverage.deployment if ticket.coverage else ""
    return Case(as_far_as_known(terms, said), deployment or None)
