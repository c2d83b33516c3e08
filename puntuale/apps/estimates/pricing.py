"""What an agreement says of the estimates of a request, and what effort costs its customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from puntuale.apps.agreements.terms import (
    charging_in_force,
    closures_for,
    document_of,
)
from puntuale.apps.estimates.models import Estimate
from puntuale.apps.ledger.purse import drawn_by_charges, purse_of
from puntuale.apps.tickets.cases import case_of
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges.bands import Band
from puntuale.core.charges.effort import EffortRules, effort_rules_of
from puntuale.core.charges.lots import Means
from puntuale.core.charges.quoting import Quoted, quoted
from puntuale.core.charges.rules import ChargingTerms, Effect


@dataclass(frozen=True, slots=True)
class Rules:
    """How estimates are made under one agreement; `must_state` are fields no offer may lack."""

    charging: ChargingTerms
    effort: EffortRules
    must_state: frozenset[str]

    @property
    def bands(self) -> tuple[Band, ...]:
        return self.charging.bands.in_order

    @property
    def zone(self) -> ZoneInfo:
        return self.charging.terms.zone

    def today(self, at: datetime) -> date:
        """The date on the agreement's clock."""
        return at.astimezone(self.zone).date()


def rules_for(ticket: Ticket) -> Rules | None:
    """How estimates of `ticket` are made; None where no agreement applies."""
    if ticket.version is None:
        return None
    document = document_of(ticket.version)
    return Rules(
        charging=charging_in_force(ticket.version, closures_for(ticket.version)),
        effort=effort_rules_of(document.estimates),
        must_state=frozenset(map(str, document.estimates.must_state)),
    )


def price_of(
    ticket: Ticket, rules: Rules, bands: Mapping[str, int], *, at: datetime, packages: bool = True
) -> Quoted:
    """What effort, minutes by band, costs the customer of `ticket` if it is worked at `at`.

    Without `packages`: what it would cost in money.
    """
    means = means_of(ticket) if packages else Means()
    return quoted(rules.charging, case_of(ticket, rules.charging.terms), bands, at=at, means=means)


def effect_of(estimate: Estimate, document: Document) -> Effect:
    """What accepting does: a price that was quoted stands, whatever the agreement says of others."""
    decided = (step.get("charge") for step in estimate.because if step["code"] == "decided")
    waits = any(step["code"] == "quote_required" for step in estimate.because)
    if waits or "quote" in decided:
        return Effect.FIXED
    return Effect(document.estimates.effect)


def means_of(ticket: Ticket) -> Means:
    """What the customer of `ticket` has for it: what nothing else has drawn or reserved.

    What the request itself has drawn counts as there: an estimate is of all its work, a revision too.
    """
    drawn = drawn_by_charges(ticket.organisation_id, ticket.pk)
    return purse_of(ticket.organisation_id, ticket.pk, drawn).means(ticket.coverage_id)
