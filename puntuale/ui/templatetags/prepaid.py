"""Orders and amounts in the reader's language: {% load prepaid %}."""

from django import template

from puntuale.apps.sales.models import Purchase
from puntuale.core.charges.money import Money
from puntuale.ui.words import charges, prepaid

register = template.Library()

LOOKS = {
    "ordered": "now",
    "paid": "kept",
    "granted": "kept",
    "cancelled": "soft",
    "refunded": "soft",
}


@register.filter
def bought(purchase: Purchase) -> str:
    """ "a package of 40 h", "4 coupons"."""
    return prepaid.bought(purchase)


@register.filter
def amount(money: Money) -> str:
    """ "€2,800.00", "2.800,00 €"."""
    return charges.amount(money)


@register.filter
def plate_look(purchase: Purchase) -> str:
    """How the state of an order looks on its plate."""
    return LOOKS.get(purchase.state, "")


@register.filter
def iban(number: str) -> str:
    """In groups of four, as it is printed."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
