"""Somebody has registered: their company gets what its agreements give for it, once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from puntuale.apps.customers.models import Organisation
from puntuale.apps.sales.actions.giving import give_first_coupons


def handle(payload: Mapping[str, Any], *, at: datetime, **__: Any) -> None:
    """Whoever of the company registers first, and however often (readings R-14)."""
    organisation = Organisation.objects.get(pk=payload["organisation_id"])
    give_first_coupons(organisation, at=at)
