"""Which periodic charges are due: each period of a fee from its day on, until it is posted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.db.models import QuerySet

from puntuale.apps.agreements.models import AgreementVersion, Coverage
from puntuale.apps.agreements.queries import version_in_force, versions_in_force
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.catalogue.models import Product
from puntuale.apps.catalogue.queries import list_price
from puntuale.apps.sales.covering import zone_of
from puntuale.apps.sales.models import PostedFee
from puntuale.core.charges.fees import ARREARS, Fee, ListPrice, Period, fee_of
from puntuale.core.charges.money import Money

# What fell due long before it was recorded here was billed elsewhere: a new coverage of an old
# contract begins with the period that fell due within these days.
LOOKS_BACK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Due:
    """A period of a fee that is due: a line for a fixed amount, or for each product with its price.

    `money` is None where the list has no price yet, or the partner has not named one.
    """

    coverage: Coverage
    version: AgreementVersion
    fee: Fee
    period: Period
    due_on: date
    product: Product | None = None
    list_price: Decimal | None = None
    money: Money | None = None


def fees_due(coverage: Coverage, at: datetime) -> Iterator[Due]:
    """Every line that is due at `at` and was not posted yet, the oldest first."""
    version = version_in_force(coverage.agreement_id, at)
    if version is None:
        return
    rows = document_of(version).fees
    products = _products(coverage) if rows else []
    for row in rows:
        yield from _of_fee(coverage, version, fee_of(row), products, at)


def fees_without_price(at: datetime) -> list[Due]:
    """Lines that are due and cannot be posted: the list has no price, or the partner named none."""
    coverages = coverages_with_fees(at)
    return [due for each in coverages for due in fees_due(each, at) if due.money is None]


def coverages_with_fees(at: datetime) -> QuerySet[Coverage]:
    """Those whose agreement asks for periodic charges at `at`: most ask for none."""
    versions = versions_in_force(Coverage.objects.values_list("agreement", flat=True), at)
    asking = [key for key, version in versions.items() if document_of(version).fees]
    found = Coverage.objects.filter(agreement__in=asking)
    return found.select_related("organisation", "agreement", "partner")


def _of_fee(
    coverage: Coverage,
    version: AgreementVersion,
    fee: Fee,
    products: Sequence[Product],
    at: datetime,
) -> Iterator[Due]:
    zone = zone_of(version)
    today = at.astimezone(zone).date()
    posted = _posted(coverage, fee)
    first = min(posted, default=None)
    for period in _periods_due(coverage, fee, today):
        start = period.bounds(zone)[0]
        if _due_on(fee, period) < today - LOOKS_BACK if first is None else period.start < first:
            continue
        if coverage.suspended_at is not None and coverage.suspended_at <= start:
            return
        known = posted.get(period.start, set())
        if known and ("" in known or known.issuperset(each.code for each in products)):
            continue  # all of it stands: of the years that were posted nothing is looked up again
        then = version_in_force(coverage.agreement_id, start) or version
        for line in _lines(coverage, then, _same_fee(then, fee), products, period):
            if (line.product.code if line.product else "") not in known:
                yield line


def _posted(coverage: Coverage, fee: Fee) -> dict[date, set[str]]:
    """By the first day of each period the products for which it is posted; "" is a fixed amount."""
    rows = PostedFee.objects.filter(coverage=coverage, code=fee.code)
    found: dict[date, set[str]] = {}
    for start, product in rows.values_list("starts_on", "product"):
        found.setdefault(start, set()).add(product)
    return found


def _periods_due(coverage: Coverage, fee: Fee, today: date) -> Iterator[Period]:
    """Anchored to the first day of the coverage; each from its first day to that of the next."""
    for number in count():
        period = fee.period(coverage.starts_on, number)
        has_ended = coverage.ends_on is not None and period.start > coverage.ends_on
        if has_ended or _due_on(fee, period) > today:
            return
        yield period


def _due_on(fee: Fee, period: Period) -> date:
    return period.end if fee.due == ARREARS else period.start


def _same_fee(version: AgreementVersion, fee: Fee) -> Fee:
    """As the version says it that was in force when the period began."""
    rows = (row for row in document_of(version).fees if row.code == fee.code)
    return next(map(fee_of, rows), fee)


def _lines(
    coverage: Coverage,
    version: AgreementVersion,
    fee: Fee,
    products: Sequence[Product],
    period: Period,
) -> Iterator[Due]:
    currency = str(document_of(version).header.currency)
    if fee.share is None:
        money = fee.price(period, currency)
        yield Due(coverage, version, fee, period, _due_on(fee, period), money=money)
        return
    for product in products:
        found = list_price(product, currency, period.start)
        price = None if found is None else Money(found.amount_cents, currency).decimal
        prices = [ListPrice(found.valid_from, price)] if found and price is not None else []
        yield Due(
            coverage=coverage,
            version=version,
            fee=fee,
            period=period,
            due_on=_due_on(fee, period),
            product=product,
            list_price=price,
            money=fee.price(period, currency, prices),
        )


def _products(coverage: Coverage) -> list[Product]:
    """Those that the coverage names; where it names none, those of which its customer has licences."""
    named = list(coverage.products.order_by("code"))
    licensed = Product.objects.filter(licences__holder=coverage.organisation).distinct()
    return named or list(licensed.order_by("code"))
