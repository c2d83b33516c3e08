"""Periodic charges: when each period begins, and what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.kinds.money import Money as WrittenMoney
from puntuale.core.agreements.document.parts.fees import FeeRow
from puntuale.core.agreements.instants import utc
from puntuale.core.charges.money import Money, rounded
from puntuale.core.charges.validity import months_after

ADVANCE, ARREARS = "advance", "arrears"


@dataclass(frozen=True, slots=True)
class Period:
    """The `number`-th period of a fee, from 0: from its first day up to, but without, `end`."""

    number: int
    start: date
    end: date

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first instant and that of the next one, in UTC."""
        return _midnight(self.start, zone), _midnight(self.end, zone)


@dataclass(frozen=True, slots=True)
class ListPrice:
    """What a product costs from a day on."""

    since: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """Money, or a `share` of the list price, every so many months. Both None: a partner's blank."""

    code: str
    months: int
    due: str
    amount: Decimal | None
    share: Fraction | None

    def period(self, anchor: date, number: int) -> Period:
        """Each period is counted from the anchor, never from the one before: 31, 28, 31."""
        start = months_after(anchor, number * self.months)
        return Period(number, start, months_after(anchor, (number + 1) * self.months))

    def period_on(self, anchor: date, day: date) -> Period | None:
        """The period that has `day`; None before the anchor."""
        if day < anchor:
            return None
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        number = months // self.months
        while self.period(anchor, number).start > day:
            number -= 1
        return self.period(anchor, number)

    def price(
        self, period: Period, currency: str, list_prices: Iterable[ListPrice] = ()
    ) -> Money | None:
        """What a period costs, rounded once; a share is of the list price when it begins.

        None where the partner has not filled the blank, or nothing was on the list by then.
        """
        if self.amount is not None:
            return rounded(self.amount, currency)
        known = [each for each in list_prices if each.since <= period.start]
        if self.share is None or not known:
            return None
        latest = max(known, key=lambda each: each.since)
        return rounded(Fraction(latest.amount) * self.share, currency)


def fee_of(row: FeeRow) -> Fee:
    """A row of `fees`; what does not say when is due in advance."""
    given = row.amount
    return Fee(
        code=str(row.code),
        months=int(row.every.number),
        due=str(row.due or ADVANCE),
        amount=given.amount if isinstance(given, WrittenMoney) else None,
        share=None if isinstance(given, WrittenMoney) else Fraction(given.number) / 100,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return utc(datetime.combine(day, time(), zone))
