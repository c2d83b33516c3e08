"""Lots: what a customer has paid for, or was given, before it is used."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from puntuale.core.agreements.instants import utc
from puntuale.core.working_time.instants import microseconds

BY_DEFAULT = ("expires_at", "granted_at", "id")
LONG_AGO = datetime.min.replace(tzinfo=UTC)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lot:
    """One purchase or gift, or the allowance of one period, and how much of it is left.

    `left` is in seconds, or in pieces where it is coupons. It pays for work done from
    `granted_at`, included, to `expires_at`, not included, whenever that work is written down.
    """

    id: str
    left: int
    granted_at: datetime | None = None
    expires_at: datetime | None = None
    price: Decimal | None = None

    def __post_init__(self) -> None:
        for name in ("granted_at", "expires_at"):
            instant = getattr(self, name)
            if instant is not None:
                object.__setattr__(self, name, utc(instant))

    @property
    def edges(self) -> list[int]:
        """The instants at which it begins and ends to pay."""
        return [microseconds(at) for at in (self.granted_at, self.expires_at) if at is not None]

    def pays_at(self, at: int) -> bool:
        """Whether work at that instant, in microseconds, can be paid from it."""
        starts = self.granted_at is None or microseconds(self.granted_at) <= at
        return starts and (self.expires_at is None or at < microseconds(self.expires_at))


@dataclass(frozen=True, slots=True)
class Means:
    """What the customer has when a ticket is rated, as if it had never been charged before."""

    allowance: tuple[Lot, ...] = ()
    packages: tuple[Lot, ...] = ()
    coupons: tuple[Lot, ...] = ()

    @property
    def edges(self) -> list[int]:
        """All instants at which some lot begins or ends to pay, in order."""
        lots = (*self.allowance, *self.packages, *self.coupons)
        return sorted({edge for lot in lots for edge in lot.edges})


KEYS: dict[str, Callable[[Lot], object]] = {
    "expires_at": lambda lot: lot.expires_at or NEVER,
    "granted_at": lambda lot: lot.granted_at or LONG_AGO,
    "price": lambda lot: lot.price or Decimal(0),
    "id": lambda lot: lot.id,
}


def in_draw_down_order(lots: Iterable[Lot], keys: Sequence[str] = BY_DEFAULT) -> list[Lot]:
    """Which lot pays first; what never expires comes last, and the id decides in the end."""
    wanted = [KEYS[key] for key in (*keys, "id")]
    return sorted(lots, key=lambda lot: tuple(key(lot) for key in wanted))
