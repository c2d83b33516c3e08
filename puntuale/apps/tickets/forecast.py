"""What a request would be promised and would cost if it came now: decided as it will be."""

from dataclasses import dataclass
from datetime import datetime

from puntuale.apps.agreements.queries import Decision, entitlement_for
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation
from puntuale.core.agreements.clocks.read_clocks import read_clocks
from puntuale.core.agreements.clocks.reading import Reading
from puntuale.core.agreements.cost import cost_told
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.parts.charging import ChargingRow


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
) -> Forecast:
    """What would be decided about a request of `organisation` at `at`; nothing is written."""
    decision = entitlement_for(
        organisation,
        product=product,
        channel=channel,
        type=type,
        severity=severity,
        submitted_at=at,
    )
    version, terms, request = decision.version, decision.terms, decision.request
    if version is None or terms is None or request is None:
        return Forecast(at, decision)
    document = document_of(version)
    readings = () if decision.refusal else read_clocks(terms, request, (), at)
    return Forecast(at, decision, document, readings, cost_told(document, terms, request))
