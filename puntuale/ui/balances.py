"""What is held, as pages draw it: what is left, the bar, and the burn-down with the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.ledger.models import COUPON
from puntuale.apps.sales.balances import EXPIRE, GRANT, REFUND, Balance, Held, Movement
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.parts import BurnDown, LotShown, Mark, Moved, Slot
from puntuale.ui.words.dates import SHORT, date_of
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

NOW = 92.0  # per cent of the width; what is to come has the rest
MOST_ROWS, MOST_SLOTS = 60, 24
Href = Callable[[Ticket], str]


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
    gone = held.size - held.left - held.reserved
    hatched = held.reserved + min(asked, held.left)
    return LotShown(
        value=quantity(held.left, unit),
        of=_("left of %(size)s") % {"size": quantity(held.size, unit)},
        says=_says(held, asked),
        used=_share(gone, held.size),
        reserved=_share(hatched, held.size),
        alerts=_alerts(held.alert_at),
        ends=quantity(held.size, unit),
        notes=list(filter(None, _notes(held, view, asked))),
    )


def burn_down(
    held: Held, view: Viewpoint, tickets: Mapping[int, Ticket], href: Href
) -> BurnDown | None:
    """The hours left from the first day until now; nothing while nothing was drawn.

    Requests that the reader may not see are not among `tickets`: their rows say only what was drawn.
    """
    moved, zone = held.movements, held.zone
    if len(moved) < 2 or not held.size:
        return None
    unit, local = held.lot.account.unit, view.now.astimezone(zone)
    alert = next(iter(held.alert_at), None)
    return BurnDown(
        says=_told(moved, unit, zone, view),
        path=_path(moved, held.size, view.now),
        now=NOW,
        alert=None if alert is None else _alert_line(alert),
        heights=[quantity(held.size, unit), quantity(held.size // 2, unit), "0"],
        days=[*(date_of(day, local.date()) for day in _days(moved[0].at, local)), _("now")],
        rows=[_row(each, unit, zone, view, tickets, href) for each in reversed(moved[-MOST_ROWS:])],
    )


def _days(first: datetime, now: datetime) -> list[date]:
    """The first day, and one half way where that is another."""
    start = first.astimezone(now.tzinfo).date()
    middle = start + (now.date() - start) / 2
    return [start] if middle == start else [start, middle]


def _says(held: Held, asked: int) -> str:
    unit = held.lot.account.unit
    values = {
        "used": quantity(held.used - held.reserved, unit),
        "size": quantity(held.size, unit),
        "reserved": quantity(held.reserved + min(asked, held.left), unit),
    }
    if held.reserved or asked:
        return _("%(used)s of %(size)s used, %(reserved)s reserved or asked for") % values
    return _("%(used)s of %(size)s used") % values


def _notes(held: Held, view: Viewpoint, asked: int) -> list[str]:
    unit = held.lot.account.unit
    reserved = {"time": quantity(held.reserved, unit)}
    estimates = {"time": quantity(asked, unit)}
    return [
        _("Hatched: %(time)s reserved for work under way.") % reserved if held.reserved else "",
        _("Hatched: %(time)s asked for by open estimates.") % estimates if asked else "",
        good_until(held.lot.expires_at, held.zone, view.today),
    ]


def _alerts(shares: Sequence[Decimal]) -> list[Mark]:
    """A mark for each share; only the first is named, since the others lie close to the end."""
    return [
        Mark(float(share), "" if number else percent(share)) for number, share in enumerate(shares)
    ]


def _alert_line(share: Decimal) -> Mark:
    said = _("%(share)s used: we write to you") % {"share": percent(share)}
    return Mark(float(min(share, Decimal(100))), said)


def _path(moved: Sequence[Movement], size: int, now: datetime) -> str:
    """Steps from the upper left corner, where the whole of it is, down to what is left."""
    first = moved[0].at
    whole = max((now - first).total_seconds(), 1.0)
    steps = []
    for number, each in enumerate(moved):
        x = min(max((each.at - first).total_seconds(), 0) / whole, 1.0) * NOW
        y = min(max(100 - _share(each.left, size), 0), 100)
        steps.append(f"M{x:.1f} {y:.1f}" if number == 0 else f"H{x:.1f}V{y:.1f}")
    return "".join(steps) + f"H{NOW:.1f}"


def _told(moved: Sequence[Movement], unit: str, zone: ZoneInfo, view: Viewpoint) -> str:
    values = {
        "day": date_of(moved[0].at.astimezone(zone).date(), view.today),
        "before": quantity(max(each.left for each in moved), unit),
        "left": quantity(moved[-1].left, unit),
    }
    if unit == COUPON:
        return _("Coupons left since %(day)s: from %(before)s to %(left)s.") % values
    return _("Hours left since %(day)s: from %(before)s to %(left)s.") % values


def _row(
    each: Movement,
    unit: str,
    zone: ZoneInfo,
    view: Viewpoint,
    tickets: Mapping[int, Ticket],
    href: Href,
) -> Moved:
    ticket = tickets.get(each.ticket) if each.ticket else None
    sign = "+" if each.quantity > 0 else "−"
    return Moved(
        when=date_of(each.at.astimezone(zone).date(), view.today, SHORT),
        what=f"{ticket.number} · {ticket.subject}" if ticket else moved_in_words(each),
        quantity=f"{sign}{quantity(each.quantity, unit)}",
        left=quantity(each.left, unit),
        href=href(ticket) if ticket else "",
    )


def moved_in_words(each: Movement) -> str:
    """What a movement was, where no request is named beside it."""
    match each.code:
        case code if code == GRANT:
            return _("granted")
        case code if code == EXPIRE:
            return _("expired")
        case code if code == REFUND:
            return _("refunded")
        case "settle":
            return _("settled what was owed")
        case _:
            return _("work") if each.quantity < 0 else _("given back")


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


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
