"""What a lot came from, as its `source` says: by it packages and allowances are told apart."""

from django.db.models import QuerySet

from puntuale.apps.ledger.models import Lot

PURCHASE, GIFT, ALLOWANCE = "purchase:", "gift:", "allowance:"


def purchase_source(purchase_id: int) -> str:
    """A purchase grants one lot."""
    return f"{PURCHASE}{purchase_id}"


def gift_source(rule: str, organisation_id: int) -> str:
    """A rule, such as the free coupon of an agreement, gives each organisation one lot."""
    return f"{GIFT}{rule}:{organisation_id}"


def allowance_source(coverage_id: int, period: int) -> str:
    """Each period of a coverage has one lot of included time."""
    return f"{allowances_by(coverage_id)}{period}"


def allowances_by(coverage_id: int | None) -> str:
    """How the sources of one coverage's included time begin."""
    return f"{ALLOWANCE}{coverage_id}:"


def allowances_of(lots: QuerySet[Lot], coverage_id: int) -> QuerySet[Lot]:
    """The included time of one coverage: it pays for no other."""
    return lots.filter(source__startswith=allowances_by(coverage_id))


def bought_or_given(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    """Packages, coupons and gifts, whichever coverage they came by."""
    return lots.exclude(source__startswith=ALLOWANCE)
