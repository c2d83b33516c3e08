"""The answer to `ask: charge`, ready to be encoded."""

from collections.abc import Iterable
from datetime import tzinfo
from fractions import Fraction
from math import ceil
from typing import Any

from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.steps import as_data, number

Answer = dict[str, Any]


def charge_answer(charge: Charge, zone: tzinfo) -> Answer:
    """What is paid and why; keys that only some agreements need are left out by the others."""
    because = [as_data(step, zone) for step in charge.because]
    if charge.refused is not None:
        return {"refused": charge.refused, "because": because}
    return {
        "amount": str(charge.amount),
        "currency": charge.amount.currency,
        "minutes": _whole_minutes(charge.seconds),
        "seconds": {band: number(seconds) for band, seconds in charge.seconds},
        "drawn": [{"lot": draw.lot, "seconds": draw.quantity} for draw in charge.packages],
        "coupons_used": charge.coupons_used,
        "coupons_owed": charge.coupons_owed,
        "allowance_seconds": _sum(charge.allowance),
        "written_off": str(charge.written_off),
        **_where_it_matters(charge),
        "because": because,
    }


def _whole_minutes(bands: Iterable[tuple[str, Fraction]]) -> dict[str, int]:
    minutes = ((band, seconds / 60) for band, seconds in bands)
    return {band: time.numerator for band, time in minutes if time.denominator == 1}


def _where_it_matters(charge: Charge) -> Answer:
    more = {
        "owed_seconds": charge.owed_seconds,
        "written_off_seconds": charge.written_off_seconds,
        "quote_required_minutes": ceil(charge.quote_required_seconds / 60),
        "bill_to": charge.bill_to,
    }
    return {key: value for key, value in more.items() if value}


def _sum(draws: Iterable[Draw]) -> int:
    return sum(draw.quantity for draw in draws)
