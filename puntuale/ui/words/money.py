"""Amounts and percentages as the reader writes them: €80.00, 80,00 €, 17.5%."""

from decimal import Decimal

from babel.core import UnknownLocaleError
from babel.numbers import format_currency, format_decimal, get_currency_name
from django.utils.translation import get_language


def money(amount: Decimal, currency: str) -> str:
    """ "€2,800.00" in English, "2.800,00 €" in Italian; always with the currency's decimals."""
    text: str = format_currency(amount, currency, locale=get_language() or "en")
    return text


def percent(number: Decimal) -> str:
    """ "50%", "99.95%": exactly the hundredths that were written."""
    figures: str = format_decimal(number, locale=get_language() or "en", decimal_quantization=False)
    return f"{figures}%"


def currency_name(currency: str) -> str:
    """ "euros", "euro"; the code where nobody knows the currency."""
    try:
        name: str = get_currency_name(currency, count=2, locale=get_language() or "en")
    except UnknownLocaleError:
        return currency
    return name
