"""The free coupons of an agreement: once for each organisation, whoever of it comes first (R-14)."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import COUPON, Lot
from puntuale.apps.ledger.sources import gift_source
from puntuale.core.charges.validity import valid_until

RULE = "registration"


def give_free_coupons(
    organisation: Organisation, version: AgreementVersion, *, at: datetime
) -> Lot | None:
    """What registering gives, or what it gave before; None where it gives nothing (C-43, C-44)."""
    document = document_of(version)
    rules = document.coupons
    if rules is None or not rules.free_on_registration:
        return None
    zone, length = ZoneInfo(str(document.header.timezone)), rules.expires_after
    return grant(
        organisation,
        unit=COUPON,
        quantity=rules.free_on_registration,
        source=gift_source(RULE, organisation.pk),
        unit_price=Decimal(0),
        at=at,
        expires_at=valid_until(at, length, zone) if length else None,
    )
