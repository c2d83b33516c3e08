"""For how long what was bought is valid, as its agreement said when it was ordered."""

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.sales.models import Purchase
from puntuale.core.agreements.document.kinds.quantity import Quantity


def expires_after(purchase: Purchase) -> Quantity | None:
    """Days or months from the grant; None where it never expires."""
    document = document_of(purchase.version)
    if purchase.item == Purchase.Item.PACKAGE:
        return document.package_rules.expires_after if document.package_rules else None
    return document.coupons.expires_after if document.coupons else None
