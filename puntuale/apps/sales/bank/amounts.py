"""Amounts and dates as banks write them; what could mean two things is not guessed."""

import re
from datetime import date
from decimal import Decimal

from puntuale.core.charges.money import Money, decimals_of

PLAIN = re.compile(r"([+-]?)(\d+)(?:([.,])(\d+))?", re.ASCII)
GROUPED = re.compile(r"([+-]?)(\d{1,3}(?:([.,'  ])\d{3})(?:\3\d{3})*)(?:([.,])(\d+))?")
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)


class Ambiguous(ValueError):
    """It could be read in two ways."""


def read_amount(text: str, currency: str) -> Money:
    """ "2800,00", "2.800,00", "2,800.00" or "-5"; with the decimals of the currency at most.

    Raises:
        Ambiguous: such as "2.800", which is two thousand eight hundred or two and a bit.
        ValueError: no amount.
    """
    text = text.strip().replace("−", "-")
    decimals = decimals_of(currency)
    if (found := PLAIN.fullmatch(text)) is not None:
        sign, whole, mark, rest = found.groups()
        if mark and len(rest) == 3 and decimals != 3:
            raise Ambiguous(text)
    elif (grouped := GROUPED.fullmatch(text)) is not None:
        sign, whole, group, mark, rest = grouped.groups()
        if mark == group:
            raise ValueError(text)
        whole = re.sub(r"\D", "", whole)
    else:
        raise ValueError(text)
    rest = rest or ""
    if len(rest) > decimals:
        raise ValueError(text)
    minor = int(Decimal(f"{whole}.{rest or 0}").scaleb(decimals))
    return Money(-minor if sign == "-" else minor, currency)


def read_date(text: str) -> date:
    """ "2026-11-23", or with the day first "23/11/2026", "23.11.2026".

    Raises:
        ValueError: no date.
    """
    text = text.strip()
    if (found := DAY_FIRST.fullmatch(text)) is not None:
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    return date.fromisoformat(text[:10])
