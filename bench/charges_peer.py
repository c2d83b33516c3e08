"""A plain minute-by-minute rating, as one would write it by hand: slow, and easy to believe.

It knows one kind of charge: time at a rate, in a scope, with one surcharge outside office hours.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
Work = list[tuple[datetime, datetime]]
"""Whole minutes, in UTC."""


class MinuteWalk:
    """80.00 an hour, half as much more outside of Monday to Friday 09:00-18:00 and on holidays."""

    def __init__(self, holidays: frozenset[date]) -> None:
        self.holidays = holidays
        self.zone = ZoneInfo("Europe/Rome")

    def amount(self, work: Work) -> Decimal:
        """What the work on one ticket costs: at least 30 minutes, in started quarters."""
        minutes = {"base": 0, "out_of_hours": 0}
        for start, end in work:
            at = start
            while at < end:
                minutes[self._band(at)] += 1
                at += MINUTE
        recorded = sum(minutes.values())
        billed = max(-(-recorded // 15) * 15, 30)
        most = "out_of_hours" if minutes["out_of_hours"] > minutes["base"] else "base"
        minutes[most] += billed - recorded
        rates = {"base": Fraction(80), "out_of_hours": Fraction(120)}
        return sum((_cents(rates[band] * time / 60) for band, time in minutes.items()), Decimal(0))

    def _band(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        is_open = local.weekday() < 5 and 9 <= local.hour < 18 and local.date() not in self.holidays
        return "base" if is_open else "out_of_hours"


def _cents(amount: Fraction) -> Decimal:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
