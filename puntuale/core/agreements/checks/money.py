"""Is money written in the currency's decimals, and does every charge have what it needs?"""

from collections.abc import Iterator

from puntuale.core.agreements.checks.currencies import DECIMALS
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.money import Money
from puntuale.core.agreements.document.problems import Problem, problem

BASE = "base"  # the band of work without a surcharge


def wrong_money(document: Document) -> Iterator[Problem]:
    """An unknown currency, and amounts with more or fewer decimals than it has."""
    currency = document.header.currency
    if currency not in DECIMALS:
        if currency:
            yield problem("unknown_currency", currency.place, name=currency)
        return
    decimals = DECIMALS[currency]
    for money in _amounts(document):
        if money.amount is not None and -int(money.amount.as_tuple().exponent) != decimals:
            yield problem("wrong_decimals", money.place, decimals=decimals, currency=currency)


def _amounts(document: Document) -> Iterator[Money]:
    yield from (rate.amount for rate in document.rates.values())
    yield from (package.price for package in document.packages)
    yield from (fee.amount for fee in document.fees if isinstance(fee.amount, Money))
    if document.coupons is not None:
        yield document.coupons.price


def wrong_rounding(document: Document) -> Iterator[Problem]:
    """Increments that do not fit into the hour, and minimums that do not fit the increment."""
    rounding = document.rounding
    increment = 1 if rounding.increment is None else rounding.increment.minutes
    if rounding.increment is not None and 60 % increment and increment % 60:
        yield problem("increment_misfit", rounding.increment.place)
    if rounding.minimum is not None and rounding.minimum.minutes % increment:
        yield problem("minimum_misfit", rounding.minimum.place, increment=increment)


def charges_without_means(document: Document) -> Iterator[Problem]:
    """Rows that charge at a rate and name none, and surcharges that nobody can place."""
    for row in document.charging or ():
        if row.rate is None and {row.charge, row.then} & {"rate", "incident"}:
            yield problem("rate_missing", row.place)
    for surcharge in document.surcharges:
        if (surcharge.inside is None) is (surcharge.outside is None):
            yield problem("surcharge_nowhere", surcharge.place)
        if surcharge.code == BASE:
            yield problem("code_reserved", surcharge.place, name=BASE)
