"""What is bought ahead, and what is paid again and again."""

from puntuale.apps.sales.models.document import BillingDocument, BillingLine
from puntuale.apps.sales.models.fee import LotTold, PostedFee
from puntuale.apps.sales.models.payment import BankLine, Checkout, Payment, ProviderEvent
from puntuale.apps.sales.models.purchase import Purchase

__all__ = [
    "BankLine",
    "BillingDocument",
    "BillingLine",
    "Checkout",
    "LotTold",
    "Payment",
    "PostedFee",
    "ProviderEvent",
    "Purchase",
]
