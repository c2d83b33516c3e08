"""Short ways to say what was worked, what the customer has, and to rate it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.target import MINUTE
from puntuale.core.charges.charge import Charge
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Lot, Means
from puntuale.core.charges.money import rounded
from puntuale.core.charges.of_document import charging_terms_of
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rating import charge_for
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry
from tests.core.agreements.specimens import local, outcome, terms


@cache
def charging(code: str, *instead: tuple[str, str]) -> ChargingTerms:
    """What decides the charges of one of the seven documents, some of its words replaced."""
    document = outcome(code, *instead).document
    assert document is not None
    return charging_terms_of(document, terms(code, *instead))


def entry(written: str, zone: ZoneInfo, worker: str = "") -> Entry:
    """`2026-11-23 17:30 - 18:30`; another day may stand before the second time."""
    first, last = written.split(" - ")
    end = last if " " in last else f"{first.split()[0]} {last}"
    return Entry(local(first, zone), local(end, zone), worker)


def midnight(day: str, zone: ZoneInfo) -> datetime:
    return local(f"{day} 00:00", zone)


def package(written: str, zone: ZoneInfo) -> Lot:
    """`A 2400 until 2026-12-31`: a lot of so many minutes, through the end of that day."""
    id_, minutes, *until = written.split()
    ends = midnight(until[1], zone) + timedelta(days=1) if until else None
    return Lot(id_, int(minutes) * 60, expires_at=ends)


def allowance(given: Any, zone: ZoneInfo) -> tuple[Lot, ...]:
    """Minutes, or minutes of months."""
    if not isinstance(given, dict):
        return (Lot("any", int(given) * 60),)
    return tuple(_month(month, minutes, zone) for month, minutes in given.items())


def _month(month: str, minutes: int, zone: ZoneInfo) -> Lot:
    first = midnight(f"{month}-01", zone)
    following = (first + timedelta(days=32)).replace(day=1)
    return Lot(month, minutes * 60, first, following)


def accepted(
    amount: str, minutes: int = 0, package_minutes: int | None = None, **more: str
) -> Estimate:
    currency = more.get("currency", "EUR")
    limit = None if package_minutes is None else package_minutes * MINUTE
    return Estimate(minutes, rounded(Decimal(amount), currency), limit)


def rate(
    terms_: ChargingTerms,
    work: Iterable[str | Entry],
    *,
    lots: Iterable[str] = (),
    coupons: int = 0,
    allowance_: Any = None,
    estimate: Estimate | None = None,
    deployment: str | None = None,
    **words: str | None,
) -> Charge:
    """Rate work as written, on a ticket of that type, severity and level."""
    zone = terms_.terms.zone
    means = Means(
        allowance=() if allowance_ is None else allowance(allowance_, zone),
        packages=tuple(package(each, zone) for each in lots),
        coupons=(Lot("coupons", coupons),),
    )
    entries = [each if isinstance(each, Entry) else entry(each, zone) for each in work]
    case = Case(Classification(**words), deployment)
    return charge_for(terms_, case, entries, means, estimate)
