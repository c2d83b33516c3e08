"""What an agreement gives whoever registers: once for each organisation (readings.md R-14)."""

from datetime import datetime
from decimal import Decimal

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import grant
from puntuale.apps.ledger.models import COUPON, Lot
from puntuale.apps.ledger.sources import gift_source
from puntuale.apps.sales.covering import coverings_of
from puntuale.core.charges.validity import valid_until

RULE = "free_on_registration"


def give_first_coupons(organisation: Organisation, *, at: datetime) -> list[Lot]:
    """The free coupons of every agreement that covers `organisation`; asked again, the same lots.

    Whoever signed an agreement is registered under it; the standard one, which serves everybody,
    gives nothing to a stranger.
    """
    given = []
    for covering in coverings_of(organisation, at):
        rules = document_of(covering.version).coupons
        if covering.coverage is None or rules is None or not rules.free_on_registration:
            continue
        rule, length = f"{covering.version.agreement.code}.{RULE}", rules.expires_after
        if (known := Lot.objects.filter(source=gift_source(rule, organisation.pk)).first()) is None:
            known = grant(
                organisation,
                unit=COUPON,
                quantity=rules.free_on_registration,
                source=gift_source(rule, organisation.pk),
                unit_price=Decimal(0),
                at=at,
                expires_at=valid_until(at, length, covering.zone) if length else None,
            )
        given.append(known)
    return given
