"""How a lot went down: steps from the whole of it to what is left, and the rows behind them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from puntuale.apps.ledger.models import COUPON
from puntuale.apps.sales.held import EXPIRE, GRANT, REFUND, Held, Movement
from puntuale.apps.tickets.models import Ticket
from puntuale.ui.parts import BurnDown, Mark, Moved
from puntuale.ui.words.dates import SHORT, date_of
from puntuale.ui.words.money import percent
from puntuale.ui.words.prepaid import quantity
from puntuale.ui.words.viewpoint import Viewpoint

NOW = 92.0  # per cent of the width; what is to come has the rest
MOST_ROWS = 60
Href = Callable[[Ticket], str]


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
        y = min(max(100 - share_of(each.left, size), 0), 100)
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
        what=f"{ticket.number} · {ticket.subject}" if ticket else _moved_in_words(each),
        quantity=f"{sign}{quantity(each.quantity, unit)}",
        left=quantity(each.left, unit),
        href=href(ticket) if ticket else "",
    )


def _moved_in_words(each: Movement) -> str:
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


def share_of(part: int, whole: int) -> float:
    """In per cent; nothing of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0
