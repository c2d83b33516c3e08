"""What a request would be promised and would cost if it came now: decided as it will be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.queries import Decision, entitlement_for
from puntuale.apps.agreements.terms import announced_closures, document_of, terms_in_force
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import lots_of
from puntuale.apps.ledger.models import SECOND
from puntuale.apps.ledger.sources import ALLOWANCE
from puntuale.apps.partners.queries import partner_for
from puntuale.apps.tickets.costs import coupons_missing
from puntuale.apps.tickets.models import Ticket
from puntuale.core.agreements.acceptance import decide_acceptance
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.core.agreements.document.parts.kinds_of_request import SeverityRow, TypeRow
from puntuale.core.agreements.request import Request
from puntuale.core.agreements.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Forecast:
    """The promises of a request that came at `at`, and the row that says what it costs.

    Without a `document` no agreement applies; a refused request has no promises.
    """

    at: datetime
    decision: Decision
    document: Document | None = None
    readings: tuple[Reading, ...] = ()
    cost: ChargingRow | None = None
    # Coupons to be bought before work on it begins.
    missing: int = 0
    # Who answers it first, where that is not us.
    partner: Organisation | None = None

    @property
    def refusal(self) -> str:
        """Why the agreement does not take it on, or nothing."""
        return self.decision.refusal


def forecast_for(
    organisation: Organisation | None,
    *,
    product: Product | None,
    channel: str,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    at: datetime,
    is_prospect: bool = False,
    past_partner: bool = False,
) -> Forecast:
    """What would be decided about a request of `organisation` at `at`; nothing is written."""
    decision = entitlement_for(
        organisation,
        product=product,
        channel=channel,
        type=type,
        severity=severity,
        submitted_at=at,
        is_prospect=is_prospect,
        past_partner=past_partner,
    )
    version, terms, request = decision.version, decision.terms, decision.request
    if version is None or terms is None or request is None:
        return Forecast(at, decision)
    document = document_of(version)
    readings = () if decision.refusal else read_clocks(terms, request, (), at)
    cost = cost_told(document, terms, request, has_package=_has_package(organisation, at))
    missing = coupons_missing(organisation, document, cost, at=at) if cost else 0
    first = document.levels.get(terms.first_level) if terms.first_level else None
    is_ours = first is None or past_partner or str(first.by) == Ticket.Side.VENDOR
    partner = None if is_ours or decision.refusal else partner_for(organisation, product)
    return Forecast(at, decision, document, readings, cost, missing, partner)


def _has_package(organisation: Organisation | None, at: datetime) -> bool:
    """Whether some prepaid time is left that could pay for work at `at`."""
    if organisation is None:
        return False
    held = lots_of(organisation, SECOND).exclude(source__startswith=ALLOWANCE)
    valid = Q(expires_at=None) | Q(expires_at__gt=at)
    return held.filter(valid, account__posted__gt=F("account__pending")).exists()


def kinds_offered(
    forecast: Forecast,
) -> tuple[Mapping[str, TypeRow], Mapping[str, SeverityRow]]:
    """Between which types and severities the customer may choose; how a request ends is the desk's.

    Where only the vendor judges, and nobody proposes, no severity is offered.
    """
    document = forecast.document
    if document is None:
        return {}, {}
    types = {str(code): row for code, row in document.types.items() if not row.is_terminal}
    triage = document.triage
    if triage.severity_by == "vendor" and triage.proposed_by != "customer":
        return types, {}
    return types, {str(code): row for code, row in document.severities.items()}


def promised_under(
    version: AgreementVersion, *, channel: str, at: datetime
) -> tuple[Terms, Request, tuple[Reading, ...]]:
    """What a request that nobody has sorted is promised under `version`, decided as it will be.

    No promises: by that channel, at that instant, it is not taken on.
    """
    terms = terms_in_force(version, announced_closures())
    request = Request(at, channel)
    if not decide_acceptance(terms, request).accepted:
        return terms, request, ()
    return terms, request, read_clocks(terms, request, (), at)
