"""What would become of a request if its class, its customer or its product were others."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from puntuale.apps.agreements.queries import Decision, InForce, entitlement_for
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import classes_under, readings_of, supposed_change
from puntuale.core.agreements.clocks.provisional import is_classified
from puntuale.core.agreements.clocks.reading import Reading


@dataclass(frozen=True, slots=True)
class Supposed:
    """The request as it would be: its agreement decided again, and its promises then and now.

    `unknown` are its classes that the agreement does not know: they would have to be set again.
    """

    ticket: Ticket
    decision: Decision
    before: tuple[Reading, ...]
    after: tuple[Reading, ...]
    unknown: tuple[str, ...] = ()

    @property
    def refusal(self) -> str:
        """Why the agreement would not take it on, or nothing."""
        return self.decision.refusal


def supposed_class(
    ticket: Ticket,
    *,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    cause: str,
    at: datetime,
) -> Supposed:
    """As if it were classified so at `at`."""
    event = supposed_change(ticket, type=type, severity=severity, cause=cause, at=at)
    other = copy(ticket)
    other.type, other.severity = type, severity
    decision = decision_for(other)
    if type != ticket.type:
        under(other, decision)
    before = readings_of(ticket, now=at)
    return Supposed(other, decision, before, readings_of(other, now=at, supposing=[event]))


def supposed_move(
    ticket: Ticket, *, organisation: Organisation | None, product: Product | None, at: datetime
) -> Supposed:
    """As if it were asked by `organisation` about `product`."""
    other = copy(ticket)
    other.organisation, other.product = organisation, product
    words = [word for word in (other.type, other.severity) if word]
    decision = decision_for(other)
    under(other, decision)
    unknown = tuple(word for word in words if word not in (other.type, other.severity))
    before = readings_of(ticket, now=at)
    return Supposed(other, decision, before, readings_of(other, now=at), unknown)


def under(ticket: Ticket, decision: Decision) -> None:
    """Let `ticket` (unsaved) run as decided; classes that the agreement does not know are lost."""
    ticket.version, ticket.coverage = decision.version, decision.coverage
    ticket.entitlement = decision.trace
    ticket.is_restricted = ticket.is_restricted or decision.is_restricted
    if decision.version is None or decision.request is None:
        return
    known = classes_under(decision.version)
    first = decision.request.classification.level or ""
    ticket.level = ticket.level if ticket.level in known.levels else first
    if ticket.classified_at is not None and not known.allows(
        type=ticket.type, severity=ticket.severity
    ):
        ticket.type = ticket.type if ticket.type in known.types else ""
        ticket.severity = ticket.severity if ticket.severity in known.severities else ""
        ticket.classified_at = None


def is_classified_by_its_customer(decision: Decision) -> bool:
    """Whether the agreement leaves the class to the customer, who has chosen it."""
    if decision.version is None or decision.terms is None or decision.request is None:
        return False
    if document_of(decision.version).triage.severity_by != "customer":
        return False
    return is_classified(decision.terms, decision.request.classification)


def decision_for(ticket: Ticket, in_force: InForce | None = None) -> Decision:
    """Which agreement applies to `ticket` as it is now, for the instant at which it came."""
    past_partner = ticket.past_partner_at is not None
    return entitlement_for(
        ticket.organisation,
        product=ticket.product,
        # Going past a partner is done on the page of the request, however it came.
        channel=Ticket.Channel.PORTAL if past_partner else ticket.channel,
        type=ticket.type,
        severity=ticket.severity,
        submitted_at=ticket.submitted_at,
        in_force=in_force,
        is_prospect=ticket.is_prospect,
        past_partner=past_partner,
    )
