"""What work that nobody has done yet would cost: effort in each band, priced by the agreement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from puntuale.core.agreements.clocks.provisional import is_classified
from puntuale.core.agreements.terms.target import MINUTE
from puntuale.core.charges.billable import seconds
from puntuale.core.charges.charge import Draw
from puntuale.core.charges.ending import NO_MONEY, Ended, priced_at
from puntuale.core.charges.lots import Means
from puntuale.core.charges.money import Money
from puntuale.core.charges.pick import Case, facts_of_work, matching_row
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.plan import Plan, plan
from puntuale.core.charges.pricing import total
from puntuale.core.charges.rating import (
    NOT_CLASSIFIED,
    NOT_COVERED,
    NOTHING,
    SHORTFALL,
    TERMS_MISSING,
    draws_of,
    uses_of,
    whole_seconds,
)
from puntuale.core.charges.rules import ChargingTerms, EndKind, Kind, Row
from puntuale.core.charges.sources import By
from puntuale.core.charges.steps import Decided, QuoteRequired, Refused, Step
from puntuale.core.charges.walk import Walked, walk
from puntuale.core.working_time.instants import microseconds


@dataclass(frozen=True, slots=True)
class Quoted:
    """What so much effort comes to, and why.

    `amount` is None where the agreement names no price: whoever offers the work names it, unless
    it is `refused`. `package_seconds` are weighted, those that stay owed among them; None: no
    package pays.
    """

    amount: Money | None = None
    package_seconds: int | None = None
    packages: tuple[Draw, ...] = ()
    allowance: tuple[Draw, ...] = ()
    coupons: int = 0
    row: int | None = None
    refused: str | None = None
    because: tuple[Step, ...] = ()


def quoted(
    charging: ChargingTerms,
    case: Case,
    effort: Mapping[str, int],
    *,
    at: datetime,
    means: Means = NOTHING,
) -> Quoted:
    """The price of `effort`, minutes by the code of their band, as if it were worked at `at`.

    What the customer has pays for work in hours first, then for the bands as the document has
    them. Whether an estimate is asked for does not matter: this is what it would say.
    """
    if not is_classified(charging.terms, case.classification):
        return _refused(NOT_CLASSIFIED)
    instant = microseconds(at)
    pieces = [
        Piece(instant, instant, band, minutes * MINUTE)
        for band in charging.bands.in_order
        if (minutes := effort.get(band.code))
    ]
    facts = facts_of_work(charging, case, instant)
    row = matching_row(charging, facts, pieces, means.packages)
    if row is None:
        return _refused(NOT_COVERED)
    if row.kind is Kind.REFUSE:
        return _refused(row.reason or NOT_COVERED, row)
    if row.kind is Kind.PARTNER_TERMS:
        return _refused(TERMS_MISSING, row)
    payment = plan(charging, row, facts, means, None)
    return _priced(charging, row, payment, walk(pieces, payment.sources))


def _priced(charging: ChargingTerms, row: Row, payment: Plan, walked: Walked) -> Quoted:
    if walked.rest and payment.end.kind is EndKind.REFUSE:
        return _refused(SHORTFALL, row)
    money = _money(charging, payment, walked)
    if money is None and payment.end.kind is not EndKind.QUOTE:
        return _refused(TERMS_MISSING, row)
    waits = () if money else (QuoteRequired(seconds(sum(walked.rest.values()))),)
    return Quoted(
        amount=None if money is None else total(money.lines, charging.currency),
        package_seconds=_package_seconds(walked),
        packages=draws_of(walked, By.PACKAGE),
        allowance=draws_of(walked, By.ALLOWANCE),
        coupons=sum(count for _, count, _ in payment.coupons),
        row=row.row,
        because=(_decided(row), *uses_of(walked), *(money.because if money else waits)),
    )


def _money(charging: ChargingTerms, payment: Plan, walked: Walked) -> Ended | None:
    """The money for what nothing else pays for; None where no price is known."""
    if not walked.rest or payment.end.kind is EndKind.OWE:
        return NO_MONEY
    found = priced_at(charging, payment.end, walked.rest)
    return None if found is None else Ended(found.lines, because=found.because)


def _package_seconds(walked: Walked) -> int | None:
    drawn = [time for by in (By.PACKAGE, By.OWED) for time in walked.drawn(by).values()]
    return whole_seconds(sum(drawn)) if drawn else None


def _refused(reason: str, row: Row | None = None) -> Quoted:
    return Quoted(
        refused=reason,
        row=None if row is None else row.row,
        because=(*_decisions(row), Refused(reason)),
    )


def _decisions(row: Row | None) -> Iterator[Step]:
    if row is not None:
        yield _decided(row)


def _decided(row: Row) -> Decided:
    return Decided(row.row, row.kind.value, row.rate, row.bill_to)
