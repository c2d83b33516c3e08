"""How an order can be paid: as its agreement says, and as far as this installation is set up."""

from dataclasses import dataclass

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.agreements.terms import document_of
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import EVERY_WAY


@dataclass(frozen=True, slots=True)
class BankAccount:
    """Where a transfer goes."""

    holder: str
    iban: str


def bank_account() -> BankAccount | None:
    """The vendor's; None where it has named none."""
    vendor = Vendor.objects.first()
    if vendor is None or not vendor.iban:
        return None
    return BankAccount(vendor.account_holder or vendor.name, vendor.iban)


def takes(purchase: Purchase, way: str) -> bool:
    """Whether the agreement lets this purchase be paid that way: `card` or `bank_transfer`."""
    if purchase.item == Purchase.Item.PACKAGE:
        return way in EVERY_WAY
    rules = document_of(purchase.version).coupons
    named = tuple(map(str, rules.pay_by)) if rules else ()
    return way in (named or EVERY_WAY)
