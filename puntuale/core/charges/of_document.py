"""From a document to what decides its charges."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.charging import ChargingRow, RateRow, RoundingRow
from puntuale.core.agreements.document.parts.prepaid import Shortfall
from puntuale.core.agreements.terms.target import MINUTE, Pattern
from puntuale.core.agreements.terms.terms import Terms
from puntuale.core.agreements.terms.words import pattern_of, word
from puntuale.core.charges.bands import Band, Bands, Surcharge
from puntuale.core.charges.lots import BY_DEFAULT
from puntuale.core.charges.rounding import Rounding
from puntuale.core.charges.rules import (
    AllowanceRule,
    ChargingTerms,
    CouponRule,
    Effect,
    End,
    EndKind,
    Kind,
    PrepaidRule,
    Rate,
    Row,
)

HOUR = 60 * MINUTE
HOURS_OF_A_DAY = 8  # of effort, unless the document says otherwise


def charging_terms_of(document: Document, terms: Terms) -> ChargingTerms:
    """What decides the charges of a sound document; `terms` are made from the same one.

    Closures count for work as `Closure.as_worked` says: what is announced later moves no price.
    """
    return ChargingTerms(
        terms=terms,
        currency=str(document.header.currency),
        rows=tuple(_rows(document.charging or ())),
        rates={code: _rate(code, row) for code, row in document.rates.items()},
        bands=Bands(_surcharges(document, terms)),
        rounding=_rounding(document.rounding),
        estimate_required_for=frozenset(map(str, document.estimates.required_for)),
        effect=Effect(document.estimates.effect),
        packages=_packages(document),
        coupons=_coupons(document),
        allowance=_allowance(document),
    )


def _rows(rows: Iterable[ChargingRow]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield Row(
            row=number,
            pattern=pattern_of(row.match),
            needs_package=row.match.package is not None,
            kind=Kind(row.charge),
            then=None if row.then is None else Kind(row.then),
            rate=word(row.rate),
            reason=word(row.reason),
            up_to=None if row.up_to is None else _time(row.up_to),
            bill_to=word(row.bill_to),
        )


def _rate(code: str, row: RateRow) -> Rate:
    hours = {"hour": 1, "day": row.hours_per_unit or HOURS_OF_A_DAY}.get(row.unit)
    return Rate(code, row.amount.amount, None if hours is None else hours * HOUR)


def _surcharges(document: Document, terms: Terms) -> Iterator[Surcharge]:
    known = terms.timetable.of_work
    for rank, row in enumerate(document.surcharges, 1):
        band = Band(str(row.code), Fraction(row.add.number) / 100, rank)
        if row.inside is not None:
            yield Surcharge(band, known.hours(str(row.inside)), is_inside=True)
        elif row.outside is not None:
            yield Surcharge(band, known.hours(str(row.outside)), is_inside=False)


def _rounding(row: RoundingRow) -> Rounding:
    return Rounding(
        scope=row.scope,
        resolution=MINUTE if row.resolution is None else _time(row.resolution),
        increment=MINUTE if row.increment is None else _time(row.increment),
        minimum=0 if row.minimum is None else _time(row.minimum),
    )


def _packages(document: Document) -> PrepaidRule:
    rules = document.package_rules
    if rules is None:
        return PrepaidRule()
    order = tuple(map(str, rules.draw_down)) or BY_DEFAULT
    return PrepaidRule(order, rules.surcharge is not None, _shortfall(rules.shortfall))


def _coupons(document: Document) -> CouponRule | None:
    rules = document.coupons
    if rules is None:
        return None
    order = tuple(map(str, rules.draw_down)) or BY_DEFAULT
    return CouponRule(_time(rules.covers), order, _shortfall(rules.shortfall))


def _shortfall(found: Shortfall | None) -> End:
    if found is None:
        return End(EndKind.REFUSE)
    return End(EndKind(found.rule), word(found.rate))


def _allowance(document: Document) -> AllowanceRule | None:
    row = document.allowance
    if row is None:
        return None
    applies_to = Pattern() if row.applies_to is None else pattern_of(row.applies_to)
    return AllowanceRule(row.surcharge is not None, applies_to)


def _time(quantity: Quantity) -> int:
    return quantity.minutes * MINUTE
