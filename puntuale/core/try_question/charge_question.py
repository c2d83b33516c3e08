"""`ask: charge`: what was worked, what was accepted, and what the customer has."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from puntuale.core.agreements.document.kinds.dates import FIRST_YEAR, LAST_YEAR
from puntuale.core.agreements.request import Classification
from puntuale.core.agreements.terms.target import MINUTE
from puntuale.core.charges.estimate import Estimate
from puntuale.core.charges.lots import Lot, Means
from puntuale.core.charges.money import decimals_of, rounded
from puntuale.core.charges.pick import Case
from puntuale.core.charges.rules import ChargingTerms
from puntuale.core.charges.work import Entry
from puntuale.core.try_question.errors import BadQuestion
from puntuale.core.try_question.fields import Fields, deployment, fields_of

ONE_DAY = timedelta(days=1)
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII)
PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class ChargeQuestion:
    """What does it cost?"""

    case: Case
    work: tuple[Entry, ...]
    means: Means
    estimate: Estimate | None


def read_charge_question(fields: Fields, charging: ChargingTerms) -> ChargeQuestion:
    """The question that the object asks.

    Raises:
        BadQuestion: something is missing, of the wrong kind, or unknown.
        EmptyOrNegative: work that ends before it has begun.
    """
    zone = charging.terms.zone
    classification = Classification(
        fields.optional_word("type"),
        fields.optional_word("severity"),
        fields.optional_word("level"),
    )
    question = ChargeQuestion(
        case=Case(classification, deployment(fields)),
        work=tuple(_entry(each) for each in fields.objects("work", required=True)),
        means=Means(
            allowance=_allowance(fields, zone),
            packages=_packages(fields, zone),
            coupons=_coupons(fields),
        ),
        estimate=_estimate(fields, charging.currency),
    )
    fields.refuse_the_rest()
    return question


def _entry(fields: Fields) -> Entry:
    entry = Entry(fields.instant("from"), fields.instant("to"))
    fields.refuse_the_rest()
    return entry


def _estimate(fields: Fields, currency: str) -> Estimate | None:
    if fields.optional("estimate") is None:
        return None
    accepted = fields_of(fields.data["estimate"], "“estimate”")
    minutes, amount = accepted.seconds("minutes") // 60, accepted.money("amount")
    limit = accepted.optional_seconds("package_minutes")
    accepted.refuse_the_rest()
    if -int(amount.as_tuple().exponent) > decimals_of(currency):
        raise BadQuestion(
            "bad_money", f"Amounts in {currency} have {decimals_of(currency)} decimals."
        )
    time = None if limit is None else limit * MINUTE // 60
    return Estimate(minutes, rounded(amount, currency), time)


def _packages(fields: Fields, zone: ZoneInfo) -> tuple[Lot, ...]:
    lots = tuple(_package(each, zone) for each in fields.objects("lots"))
    if len({lot.id for lot in lots}) < len(lots):
        raise BadQuestion("lot_twice", "Two of the “lots” have the same “id”.")
    return lots


def _package(fields: Fields, zone: ZoneInfo) -> Lot:
    fields.optional_one_of("kind", (PACKAGE,))
    granted, expires = fields.optional_day("granted_on"), fields.optional_day("expires_on")
    lot = Lot(
        id=fields.word("id"),
        left=fields.seconds("minutes"),
        granted_at=None if granted is None else _midnight(granted, zone),
        # Through the end of the last day.
        expires_at=None if expires is None else _midnight(expires + ONE_DAY, zone),
    )
    fields.refuse_the_rest()
    return lot


def _coupons(fields: Fields) -> tuple[Lot, ...]:
    count = fields.optional_whole("coupons")
    return () if count is None else (Lot("coupons", count),)


def _allowance(fields: Fields, zone: ZoneInfo) -> tuple[Lot, ...]:
    """A number is all there is; a mapping says what there is in each month."""
    given = fields.optional("allowance_minutes")
    if given is None:
        return ()
    if not isinstance(given, dict):
        return (Lot("allowance", fields.seconds("allowance_minutes")),)
    months = fields_of(given, "“allowance_minutes”")
    return tuple(_month(month, months.seconds(month), zone) for month in given)


def _month(written: str, seconds: int, zone: ZoneInfo) -> Lot:
    if not MONTH.fullmatch(written) or not FIRST_YEAR <= int(written[:4]) <= LAST_YEAR:
        raise BadQuestion("bad_month", f"“{written}” is not a month, such as 2026-11.")
    first = date.fromisoformat(f"{written}-01")
    following = (first + 31 * ONE_DAY).replace(day=1)
    return Lot(written, seconds, _midnight(first, zone), _midnight(following, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
