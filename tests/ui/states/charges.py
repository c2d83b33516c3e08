"""Charges of every kind, as a page shows them."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from puntuale.core.charges.charge import Charge
from puntuale.ui.charges import charge_shown
from puntuale.ui.parts import ChargeShown
from tests.core.charges.asking import accepted, charging, rate

ROME = ZoneInfo("Europe/Rome")
EVENING = "2026-11-23 17:30 - 18:30"


def standard(work: str, lots: tuple[str, ...] = (), most: str = "400.00") -> Charge:
    return rate(
        charging("standard-services"), [work], lots=lots, estimate=accepted(most), type="T2"
    )


def coupons(work: str, left: int = 3) -> Charge:
    return rate(charging("direct-support"), [work], coupons=left)


def bespoke(work: str, minutes: int) -> Charge:
    return rate(charging("bespoke"), [work], allowance_=minutes, severity="S1")


ALL: Mapping[str, Callable[[], Charge]] = {
    "coupons": lambda: coupons("2026-11-23 17:47 - 18:04"),
    "one owed": lambda: coupons("2026-11-23 10:00 - 10:17", 1),
    "split": lambda: standard(EVENING),
    "minimum": lambda: standard("2026-11-23 17:50 - 18:05"),
    "package": lambda: standard(EVENING, ("A 2400",)),
    "package that runs out": lambda: standard(EVENING, ("A 50",)),
    "early": lambda: standard("2026-11-24 08:40 - 09:20"),
    "capped": lambda: standard("2026-11-23 10:00 - 12:10", most="160.00"),
    "allowance": lambda: bespoke("2026-11-27 23:45 - 2026-11-28 00:30", 240),
    "free": lambda: rate(charging("standard-services"), [EVENING], type="T1"),
    "included in part": lambda: rate(
        charging("platinum"), ["2026-11-23 10:00 - 10:40"], type="phone_training"
    ),
    "no estimate": lambda: rate(charging("standard-services"), [EVENING], type="T2"),
    "nothing": lambda: rate(charging("direct-support"), []),
}


def shown() -> dict[str, ChargeShown]:
    return {title: charge_shown(make(), ROME) for title, make in ALL.items()}
