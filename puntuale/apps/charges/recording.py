"""Writing down what a rating changed: one charge with its lines and draws, posted at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from puntuale.apps.charges.models import Charge, ChargeDraw, ChargeLine
from puntuale.apps.charges.posting import post
from puntuale.apps.charges.written import as_json
from puntuale.apps.ledger.holding import let_go
from puntuale.apps.ledger.references import held_for_estimate, held_for_work
from puntuale.core.charges import charge as core
from puntuale.core.charges.difference import Difference, difference

By = ChargeDraw.By
Key = tuple[str, str, str]  # of a line: what it is, its rate and its band
MICROSECOND = Decimal("0.000001")


def record(facts: Charge, now: core.Charge, before: core.Charge | None, *, at: datetime) -> Charge:
    """Append `facts` as the charge that leads from `before` to `now`, and post the difference.

    The request is locked by the caller, so that its charges stay in sequence. What was held for it is
    let go before its draws are posted.
    """
    changed = difference(now, before)
    facts.currency, facts.amount_minor = now.amount.currency, changed.amount.minor
    facts.refused, facts.whole = now.refused or "", as_json(now)
    facts.save(force_insert=True)
    ChargeLine.objects.bulk_create(_lines(facts, now, before))
    draws = ChargeDraw.objects.bulk_create(_draws(facts, changed))
    let_go(held_for_work(facts.ticket_id), held_for_estimate(facts.ticket_id), at=at)
    post(facts, draws, at=at)
    return facts


def is_written(now: core.Charge, last: Charge) -> bool:
    """Whether `last` says already what all the work costs."""
    # As it is written it is compared faster; what another release wrote otherwise is read.
    return last.whole == as_json(now) or last.charge == now


def _lines(charge: Charge, now: core.Charge, before: core.Charge | None) -> Iterator[ChargeLine]:
    """The lines that changed; together they are the amount of the charge."""
    new, old = _by_key(now.lines), _by_key(before.lines if before else ())
    for key in {**new, **old}:
        (minor, seconds), (less, shorter) = new.get(key, NOTHING), old.get(key, NOTHING)
        if (minor, seconds) != (less, shorter):
            what, rate, band = key
            worked = seconds - shorter
            yield ChargeLine(
                charge=charge,
                what=what,
                rate=rate,
                band=band,
                seconds=(worked.numerator / Decimal(worked.denominator)).quantize(MICROSECOND),
                amount_minor=minor - less,
            )


NOTHING = (0, Fraction(0))


def _by_key(lines: Iterable[core.Line]) -> dict[Key, tuple[int, Fraction]]:
    return {
        (line.what, line.rate or "", line.band or ""): (line.amount.minor, line.seconds)
        for line in lines
    }


def _draws(charge: Charge, changed: Difference) -> Iterator[ChargeDraw]:
    for by, draws in (
        (By.PACKAGE, changed.packages),
        (By.ALLOWANCE, changed.allowance),
        (By.COUPON, changed.coupons),
    ):
        for draw in draws:
            yield ChargeDraw(charge=charge, by=by, lot_id=int(draw.lot), quantity=draw.quantity)
    for by, owed in ((By.PACKAGE, changed.owed_seconds), (By.COUPON, changed.coupons_owed)):
        if owed:
            yield ChargeDraw(charge=charge, by=by, lot=None, quantity=owed)
