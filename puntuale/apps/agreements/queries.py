"""Which agreement applies to whom, at an instant."""

# ruff: noqa: ARG001

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.catalogue.models import Product
from puntuale.apps.customers.models import Organisation


@dataclass(frozen=True, slots=True)
class Decision:
    """The agreement that applies, or none; `refusal` is the document's reason to refuse."""

    version: AgreementVersion | None
    coverage: Coverage | None
    trace: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    is_restricted: bool = False


def entitlement_for(
    organisation: Organisation | None,
    *,
    product: Product | None,
    channel: str,
    type: str,  # noqa: A002 - the field's own name
    severity: str,
    submitted_at: datetime,
) -> Decision:
    """Decide under which agreement a request of `organisation` runs, with every candidate's fate."""
    return Decision(None, None)
