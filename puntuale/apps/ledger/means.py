"""Lots as the core draws from them."""

from collections.abc import Iterable, Mapping

from puntuale.apps.ledger.models import COUPON, Lot
from puntuale.apps.ledger.sources import ALLOWANCE, allowances_by
from puntuale.core.charges import lots as core
from puntuale.core.charges.lots import Means


def means_in(
    lots: Iterable[Lot],
    left: Mapping[int, int],
    coverage_id: int | None,
    unopened: Iterable[core.Lot] = (),
) -> Means:
    """What `lots` hold for a request under one coverage: the allowance of others is not its own.

    `left` is what is counted as there, by the keys of the accounts; `unopened` are allowances that
    have no lot yet.
    """
    mine = allowances_by(coverage_id)
    found: dict[str, list[core.Lot]] = {"allowance": [], "packages": [], "coupons": []}
    for lot in lots:
        if lot.source.startswith(mine):
            found["allowance"].append(as_core(lot, left[lot.pk]))
        elif not lot.source.startswith(ALLOWANCE):
            kind = "coupons" if lot.account.unit == COUPON else "packages"
            found[kind].append(as_core(lot, left[lot.pk]))
    found["allowance"] += unopened
    return Means(**{kind: tuple(values) for kind, values in found.items()})


def as_core(lot: Lot, left: int) -> core.Lot:
    """The lot with so much in it; less than nothing is nothing."""
    return core.Lot(str(lot.pk), max(left, 0), lot.granted_at, lot.expires_at, lot.unit_price)
