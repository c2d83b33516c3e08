"""What a customer can buy now, and for how much: from the documents of their agreements."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from puntuale.apps.agreements.models import AgreementVersion
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.customers.models import Organisation
from puntuale.apps.ledger.models import COUPON, SECOND
from puntuale.apps.sales.covering import Covering, coverings_of
from puntuale.apps.sales.errors import WrongQuantity
from puntuale.apps.sales.models import Purchase
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.charges.offers import Offer, QuantityOutOfRange, offer

Item = Purchase.Item
BANK, CARD = "bank_transfer", "card"
EVERY_WAY = (CARD, BANK)


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing on offer: `holds` seconds or pieces, at the list's price less the best discount.

    `discount` is a share, 2/5 is 40 %, and `under` the agreement that gives it, if any does.
    """

    version: AgreementVersion
    item: str
    code: str
    unit: str
    holds: int
    list_price: Decimal
    currency: str
    expires_after: Quantity | None
    pay_by: tuple[str, ...]
    discount: Fraction = Fraction(0)
    under: AgreementVersion | None = None

    @property
    def key(self) -> str:
        """By which it is ordered: the agreement, and what of it."""
        return f"{self.version.agreement.code}:{self.code}"

    def cost(self, quantity: int) -> Offer:
        """What so many cost now.

        Raises:
            WrongQuantity: not from 1 to 1,000.
        """
        discounts = [self.discount] if self.discount else []
        try:
            return offer(quantity, self.list_price, self.currency, discounts)
        except QuantityOutOfRange as trouble:
            raise WrongQuantity from trouble


def offers_for(organisation: Organisation | None, at: datetime) -> list[Offered]:
    """Everything that `organisation` can buy at `at`, in the order of its agreements."""
    coverings = coverings_of(organisation, at)
    best = {item.value: _best_discount(coverings, item) for item in Item}
    on_list = (
        each for covering in coverings for each in (*_packages(covering), *_coupons(covering))
    )
    # Two coverages under one agreement offer the same.
    found = {each.key: _less(each, *best[each.item]) for each in on_list}
    return list(found.values())


def offered(organisation: Organisation | None, key: str, at: datetime) -> Offered | None:
    """What is on offer under that key; None where it is not, or not any more."""
    return next((each for each in offers_for(organisation, at) if each.key == key), None)


def _packages(covering: Covering) -> Iterator[Offered]:
    document = document_of(covering.version)
    rules = document.package_rules
    for row in document.packages:
        if row.price.amount is not None:
            yield Offered(
                version=covering.version,
                item=Item.PACKAGE.value,
                code=str(row.code),
                unit=SECOND,
                holds=row.quantity.minutes * 60,
                list_price=row.price.amount,
                currency=str(document.header.currency),
                expires_after=rules.expires_after if rules else None,
                pay_by=EVERY_WAY,
            )


def _coupons(covering: Covering) -> Iterator[Offered]:
    document = document_of(covering.version)
    rules = document.coupons
    if rules is not None and rules.price.amount is not None:
        yield Offered(
            version=covering.version,
            item=Item.COUPON.value,
            code="coupon",
            unit=COUPON,
            holds=1,
            list_price=rules.price.amount,
            currency=str(document.header.currency),
            expires_after=rules.expires_after,
            pay_by=tuple(map(str, rules.pay_by)) or EVERY_WAY,
        )


def _best_discount(
    coverings: list[Covering], item: str
) -> tuple[Fraction, AgreementVersion | None]:
    """One discount, the best, of the agreements that are active now (readings.md X-24)."""
    found = [
        (Fraction(row.percent.number) / 100, covering.version)
        for covering in coverings
        for row in document_of(covering.version).discounts
        if row.applies_to == item
    ]
    return max(found, key=lambda each: each[0], default=(Fraction(0), None))


def _less(each: Offered, discount: Fraction, under: AgreementVersion | None) -> Offered:
    return replace(each, discount=discount, under=under)
