"""What a customer holds, brought up to date: by whoever reads it, and every hour by itself."""

from datetime import datetime

from puntuale.apps.charges.allowances import included_on, open_allowance
from puntuale.apps.charges.terms import charging_terms
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.lots import expire, expired_lots
from puntuale.apps.sales.actions.giving import give_first_coupons
from puntuale.apps.sales.covering import coverings_of


def bring_up_to_date(organisation: Organisation, *, at: datetime) -> None:
    """Open what this period includes, give what registering gives, let go what has ended."""
    give_first_coupons(organisation, at=at)
    for covering in coverings_of(organisation, at):
        if covering.coverage is None:
            continue
        today = at.astimezone(covering.zone).date()
        charging = charging_terms(covering.version)
        for included in included_on(covering.coverage, covering.version, charging, [today]):
            open_allowance(covering.coverage, included, at=at)
    for lot in expired_lots(at).filter(account__organisation=organisation):
        expire(lot, at=at)
