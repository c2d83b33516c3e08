"""What is held, as pages draw it: what is left, the bar, how it went down, and the coupons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.sales.balances import Balance
from puntuale.apps.sales.held import Held
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.burn_down import Href, burn_down, share_of
from puntuale.ui.parts import MOST_SLOTS, BurnDown, LotShown, Mark, Slot
from puntuale.ui.words.money import percent
from puntuale.ui.words.prepaid import (
    afterwards_of,
    coupons_held,
    good_until,
    included_now,
    owed,
    quantity,
)
from puntuale.ui.words.viewpoint import Viewpoint


@dataclass(frozen=True, slots=True)
class PackageShown:
    """One package with its drawing, and what happens when it is used up."""

    lot: LotShown
    plot: BurnDown | None
    afterwards: str


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """Everything that `ui/_balance.html` draws."""

    packages: Sequence[PackageShown]
    coupons: str
    slots: Sequence[Slot]
    included: Sequence[str]
    owed: Sequence[str]
    is_empty: bool


def balance_shown(
    balance: Balance, view: Viewpoint, tickets: Mapping[int, Ticket], href: Href
) -> BalanceShown:
    """All that a customer holds; only requests among `tickets` are named, with their pages."""
    asked, packages = balance.asked_seconds, []
    for held in balance.packages:
        mine = min(asked, held.left)
        asked -= mine
        packages.append(
            PackageShown(
                lot_shown(held, view, asked=mine),
                burn_down(held, view, tickets, href),
                afterwards_of(held.purchase),
            )
        )
    return BalanceShown(
        packages=packages,
        coupons=coupons_held(balance.coupons),
        slots=coupon_slots(balance.coupons),
        included=[included_now(each, view) for each in balance.allowances],
        owed=owed(balance.owed_seconds, balance.owed_coupons),
        is_empty=balance.is_empty,
    )


def tickets_in(balance: Balance) -> set[int]:
    """The keys of all requests that drew something."""
    held = (*balance.packages, *balance.coupons)
    return {each.ticket for lot in held for each in lot.movements if each.ticket is not None}


def lot_shown(held: Held, view: Viewpoint, *, asked: int = 0) -> LotShown:
    """One package: how much of it is gone, reserved, and `asked` for by open estimates."""
    unit = held.lot.account.unit
    hatched = held.reserved + min(asked, held.left)
    return LotShown(
        value=quantity(held.left, unit),
        of=_("left of %(size)s") % {"size": quantity(held.size, unit)},
        says=_says(held, asked),
        used=share_of(held.used, held.size),
        reserved=share_of(hatched, held.size),
        alerts=_alerts(held.alert_at),
        ends=quantity(held.size, unit),
        notes=_notes(held, view, asked),
    )


def _says(held: Held, asked: int) -> str:
    unit = held.lot.account.unit
    values = {
        "used": quantity(held.used, unit),
        "size": quantity(held.size, unit),
        "reserved": quantity(held.reserved + min(asked, held.left), unit),
    }
    if held.reserved or asked:
        return _("%(used)s of %(size)s used, %(reserved)s reserved or asked for") % values
    return _("%(used)s of %(size)s used") % values


def _notes(held: Held, view: Viewpoint, asked: int) -> list[str]:
    unit = held.lot.account.unit
    hatched = []
    if held.reserved:
        sentence = _("Hatched: %(time)s reserved for accepted estimates and work under way.")
        hatched.append(sentence % {"time": quantity(held.reserved, unit)})
    if asked:
        sentence = _("Hatched: %(time)s asked for by open estimates.")
        hatched.append(sentence % {"time": quantity(asked, unit)})
    return [*hatched, good_until(held.lot.expires_at, held.zone, view.today)]


def _alerts(shares: Sequence[Decimal]) -> list[Mark]:
    """A mark for each share; only the first is named, since the others lie close to the end."""
    return [
        Mark(float(share), "" if number else percent(share)) for number, share in enumerate(shares)
    ]


def coupon_slots(lots: Sequence[Held]) -> list[Slot]:
    """A slot for each coupon that is left, free ones as such; nothing where they are too many."""
    if sum(each.left for each in lots) > MOST_SLOTS:
        return []
    return [slot for each in lots for slot in [_slot(each)] * each.left]


def _slot(held: Held) -> Slot:
    if held.is_gift:
        return Slot(pgettext("coupon", "free"), is_free=True)
    covers = document_of(held.purchase.version).coupons if held.purchase else None
    return Slot(f"{covers.covers.minutes}" if covers else "1")
