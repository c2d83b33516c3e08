"""What is to be posted: the difference to what a ticket was charged before."""

from collections.abc import Iterable
from dataclasses import dataclass

from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.money import Money


@dataclass(frozen=True, slots=True)
class Difference:
    """Money and draws to post; what is negative is given back. Lots that do not change are left out."""

    amount: Money
    packages: tuple[Draw, ...] = ()
    allowance: tuple[Draw, ...] = ()
    coupons: tuple[Draw, ...] = ()
    coupons_owed: int = 0
    owed_seconds: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has to be posted, as when the same work is rated again."""
        return self == Difference(Money(0, self.amount.currency))


def difference(now: Charge, before: Charge | None) -> Difference:
    """From what was charged before to what is charged now; None: nothing was."""
    if before is None:
        before = Charge(Money(0, now.amount.currency), Money(0, now.amount.currency))
    return Difference(
        amount=now.amount - before.amount,
        packages=_changed(now.packages, before.packages),
        allowance=_changed(now.allowance, before.allowance),
        coupons=_changed(now.coupons, before.coupons),
        coupons_owed=now.coupons_owed - before.coupons_owed,
        owed_seconds=now.owed_seconds - before.owed_seconds,
    )


def _changed(now: Iterable[Draw], before: Iterable[Draw]) -> tuple[Draw, ...]:
    more = {draw.lot: draw.quantity for draw in now}
    for draw in before:
        more[draw.lot] = more.get(draw.lot, 0) - draw.quantity
    return tuple(Draw(lot, quantity) for lot, quantity in more.items() if quantity)
