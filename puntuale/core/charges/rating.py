"""What the work on a ticket costs, and why: the whole way from entries to a charge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil

from puntuale.core.agreements.clocks.provisional import is_classified
from puntuale.core.agreements.terms.target import Facts
from puntuale.core.charges.bands import Band
from puntuale.core.charges.billable import Scoped, billable, seconds, work_steps
from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.ending import NO_MONEY, Ended, ended
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Means
from puntuale.core.charges.money import Money
from puntuale.core.charges.pick import Case, facts_of_work, matching_row
from puntuale.core.charges.pieces import Piece
from puntuale.core.charges.plan import Plan, plan
from puntuale.core.charges.pricing import total
from puntuale.core.charges.rules import ChargingTerms, EndKind, Kind, Row
from puntuale.core.charges.sources import By, Time
from puntuale.core.charges.steps import (
    CouponsDrawn,
    Decided,
    NoWork,
    Paid,
    QuoteRequired,
    Refused,
    Step,
)
from puntuale.core.charges.walk import Walked, walk
from puntuale.core.charges.work import Entry, in_work_order

NOT_CLASSIFIED = "not_classified"
NOT_COVERED = "not_covered"
TERMS_MISSING = "terms_missing"
ESTIMATE_REQUIRED = "estimate_required"
SHORTFALL = "shortfall"
NOTHING = Means()


def charge_for(
    charging: ChargingTerms,
    case: Case,
    entries: Iterable[Entry],
    means: Means = NOTHING,
    estimate: Estimate | None = None,
) -> Charge:
    """What `entries`, all live work on one ticket, cost altogether.

    Args:
        case:     what the ticket is taken for now.
        entries:  in any order; several people may work at once, one person may not.
        means:    what the customer has, as if this ticket had not been charged before.
        estimate: the accepted one, None where there is none.

    Raises:
        OverlappingWork: one person did two things at once.
    """
    return _Rating(charging, case, means, estimate).charge(in_work_order(entries))


@dataclass(slots=True)
class _Rating:
    """One ticket being rated; `because` grows with every step."""

    charging: ChargingTerms
    case: Case
    means: Means
    estimate: Estimate | None
    because: list[Step] = field(default_factory=list)

    def charge(self, work: list[Entry]) -> Charge:
        if not is_classified(self.charging.terms, self.case.classification):
            return self._refused(NOT_CLASSIFIED)
        if not work:
            return self._nothing(NoWork())
        found = billable(self.charging, work, self.means.edges)
        self.because += work_steps(self.charging, found)
        recorded = [piece for scope in found for piece in scope.recorded]
        facts = facts_of_work(self.charging, self.case, recorded[0].start)
        row = matching_row(self.charging, facts, recorded, self.means.packages)
        if row is None:
            return self._refused(NOT_COVERED)
        self.because.append(Decided(row.row, row.kind.value, row.rate, row.bill_to))
        if row.kind is Kind.REFUSE:
            return self._refused(row.reason or NOT_COVERED, row)
        if row.kind is Kind.PARTNER_TERMS:
            return self._refused(TERMS_MISSING, row)
        return self._paid(row, facts, found)

    def _paid(self, row: Row, facts: Facts, work: list[Scoped]) -> Charge:
        payment = plan(self.charging, row, facts, self.means, self.estimate)
        pieces = [piece for scope in work for piece in scope.rounded.pieces]
        walked = walk(pieces, payment.sources)
        if self.estimate is None and self._needs_estimate(row, facts, payment, walked):
            return self._refused(ESTIMATE_REQUIRED, row)
        if walked.rest and payment.end.kind is EndKind.REFUSE:
            return self._refused(SHORTFALL, row)
        waits = payment.end.kind is EndKind.QUOTE and self.estimate is None
        money = NO_MONEY if waits or not walked.rest else self._money(payment, walked)
        if money is None:
            return self._refused(TERMS_MISSING, row)
        self.because += (*uses_of(walked), *self._coupons(payment), *money.because)
        waiting = seconds(sum(walked.rest.values())) if waits else Fraction(0)
        if waiting:
            self.because.append(QuoteRequired(waiting))
        return Charge(
            amount=total(money.lines, self.charging.currency),
            written_off=money.written_off or self._zero,
            row=row.row,
            bill_to=row.bill_to,
            seconds=by_band(pieces),
            lines=money.lines,
            packages=draws_of(walked, By.PACKAGE),
            allowance=draws_of(walked, By.ALLOWANCE),
            coupons=tuple(Draw(lot, count) for lot, count, _ in payment.coupons if lot is not None),
            coupons_owed=sum(count for lot, count, _ in payment.coupons if lot is None),
            owed_seconds=whole_seconds(walked.drawn(By.OWED).get(None, 0)),
            written_off_seconds=whole_seconds(walked.drawn(By.WRITTEN_OFF).get(None, 0)),
            quote_required_seconds=waiting,
            because=tuple(self.because),
        )

    def _needs_estimate(self, row: Row, facts: Facts, payment: Plan, walked: Walked) -> bool:
        """What is free or included needs none; what waits for a quote is told as such."""
        if row.kind is Kind.QUOTE:
            return True
        if not self.charging.needs_estimate(facts):
            return False
        costs = any(use.by is not By.INCLUDED for use in walked.uses)
        return costs or (bool(walked.rest) and payment.end.kind is not EndKind.QUOTE)

    def _money(self, payment: Plan, walked: Walked) -> Ended | None:
        return ended(self.charging, payment.end, walked.rest, self.estimate)

    def _coupons(self, payment: Plan) -> Iterator[Step]:
        for lot, count, covers in payment.coupons:
            yield CouponsDrawn(lot, count, seconds(covers))

    def _refused(self, reason: str, row: Row | None = None) -> Charge:
        charge = self._nothing(Refused(reason))
        return replace(charge, refused=reason, row=None if row is None else row.row)

    def _nothing(self, why: Step) -> Charge:
        return Charge(self._zero, self._zero, because=(*self.because, why))

    @property
    def _zero(self) -> Money:
        return Money(0, self.charging.currency)


def uses_of(walked: Walked) -> Iterator[Step]:
    for use, time in walked.uses.items():
        worked, drawn = seconds(time), seconds(time * use.weight)
        yield Paid(use.by.value, use.lot, use.band.code, worked, use.weight, drawn)


def draws_of(walked: Walked, by: By) -> tuple[Draw, ...]:
    drawn = walked.drawn(by).items()
    return tuple(Draw(lot, whole_seconds(time)) for lot, time in drawn if lot is not None)


def whole_seconds(time: Time) -> int:
    """Started seconds are whole ones; a lot of whole seconds has that many."""
    return ceil(seconds(time))


def by_band(pieces: Iterable[Piece]) -> tuple[tuple[str, Fraction], ...]:
    times: dict[Band, int] = {}
    for piece in pieces:
        times[piece.band] = times.get(piece.band, 0) + piece.time
    ordered = sorted(times, key=lambda band: band.price_order)
    return tuple((band.code, seconds(times[band])) for band in ordered)
