"""What a request costs, said before any work is done; never more than the agreement's document says."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.apps.tickets.costs import ToldCost
from puntuale.core.agreements.document.document import Document
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.ui.parts import ForecastLine
from puntuale.ui.words.durations import duration
from puntuale.ui.words.money import money
from puntuale.ui.words.quantities import within


def cost_line(document: Document, row: ChargingRow | None, missing: int = 0) -> ForecastLine | None:
    """ "It costs nothing", "an estimate first"…; nothing where the document has no charges.

    `missing` coupons have to be bought before work begins.
    """
    if row is None:
        return None
    value, why = TOLD[str(row.charge)](document, row)
    if _needs_estimate(document, row) and row.charge not in {"free", "included", "quote"}:
        value = _("an estimate first")
        if row.charge == "package":
            pays = _("It is paid with time of your package.")
            why = f"{pays} {why}"
    return ForecastLine(_("It costs"), value, f"{why} {_missing(missing)}".strip())


def _missing(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "We begin once you have bought %(count)s more coupon.",
        "We begin once you have bought %(count)s more coupons.",
        count,
    ) % {"count": count}


def told(cost: ToldCost | None) -> ForecastLine | None:
    """The same about a request that is there; while nobody has read it, what it depends on."""
    if cost is None or cost.row is not None:
        return cost_line(cost.document, cost.row, cost.missing) if cost else None
    needs_estimate = any(
        _needs_estimate(cost.document, row) for row in cost.document.charging or ()
    )
    why = _("Nothing is charged before you accept an estimate.") if needs_estimate else ""
    return ForecastLine(_("It costs"), _("what its kind costs, once we have read it"), why)


def cost_word(document: Document, row: ChargingRow | None) -> str:
    """The consequence beside a kind of request: "free", "estimate first"."""
    if row is None:
        return ""
    if row.charge not in {"free", "included"} and _needs_estimate(document, row):
        return pgettext("beside a kind of request", "estimate first")
    words = {
        "free": pgettext("beside a kind of request", "free"),
        "included": pgettext("beside a kind of request", "included"),
        "package": pgettext("beside a kind of request", "from your package"),
        "coupon": pgettext("beside a kind of request", "coupons"),
        "allowance": pgettext("beside a kind of request", "from your allowance"),
        "rate": pgettext("beside a kind of request", "by time"),
        "incident": pgettext("beside a kind of request", "by incident"),
        "partner_terms": pgettext("beside a kind of request", "your partner’s prices"),
        "refuse": pgettext("beside a kind of request", "not covered"),
    }
    return words.get(str(row.charge), "")


def nothing_before_acceptance(document: Document, row: ChargingRow | None) -> str:
    """The sentence that estimates deserve."""
    if row is None or not _needs_estimate(document, row):
        return ""
    return _("Nothing is charged before you accept the estimate.")


Told = tuple[str, str]


def _needs_estimate(document: Document, row: ChargingRow) -> bool:
    if row.charge == "quote":
        return True
    asked = set(map(str, document.estimates.required_for))
    return bool(asked & set(map(str, row.match.type or ())))


def _free(_document: Document, _row: ChargingRow) -> Told:
    return _("nothing"), _("This kind of request is free.")


def _included(_document: Document, row: ChargingRow) -> Told:
    if row.up_to is None:
        return _("nothing"), _("It is included in your agreement.")
    values = {"time": within(str(row.up_to))}
    return _("nothing"), _(
        "The first %(time)s are included; for more you get an estimate first."
    ) % values


def _rate(document: Document, row: ChargingRow) -> Told:
    return _price(document, row), _rounding(document) + _surcharges(document)


def _package(document: Document, _row: ChargingRow) -> Told:
    return _("time of your package"), _rounding(document) + _surcharges(document)


def _allowance(document: Document, row: ChargingRow) -> Told:
    then = {"price": _price(document, row)}
    why = _("The hours of your allowance come first; after them: %(price)s.") % then
    return _(
        "hours of your allowance"
    ), f"{why} {_rounding(document)}{_surcharges(document)}".strip()


def _coupon(document: Document, _row: ChargingRow) -> Told:
    coupons = document.coupons
    if coupons is None:
        return _("coupons"), ""
    values = {"time": duration_of(coupons.covers), "price": _money(document, coupons.price.amount)}
    if coupons.price.amount is None:
        return _("coupons"), _("One coupon for each %(time)s started.") % values
    return _("coupons"), _("One coupon of %(price)s for each %(time)s started.") % values


def _incident(document: Document, row: ChargingRow) -> Told:
    return _price(document, row), _("Once for the whole request.")


def _quote(_document: Document, _row: ChargingRow) -> Told:
    return _("an estimate first"), _("We tell you effort and price; you decide.")


def _partner(_document: Document, _row: ChargingRow) -> Told:
    return _("your partner’s prices"), _("Your partner tells you the price.")


def _refuse(_document: Document, _row: ChargingRow) -> Told:
    return _("not covered"), ""


TOLD: Mapping[str, Callable[[Document, ChargingRow], Told]] = {
    "free": _free,
    "included": _included,
    "package": _package,
    "coupon": _coupon,
    "allowance": _allowance,
    "rate": _rate,
    "incident": _incident,
    "quote": _quote,
    "partner_terms": _partner,
    "refuse": _refuse,
}


def duration_of(quantity: Quantity) -> str:
    """ "15 min", "1 h 30"."""
    return duration(timedelta(minutes=quantity.minutes))


def _price(document: Document, row: ChargingRow) -> str:
    rate = document.rates.get(str(row.rate)) if row.rate else None
    if rate is None or rate.amount.amount is None:
        return _("your partner’s prices") if rate else _("by time")
    amount = {"amount": _money(document, rate.amount.amount)}
    if rate.unit == "hour":
        return _("%(amount)s an hour") % amount
    return _("%(amount)s a day") % amount if rate.unit == "day" else amount["amount"]


def _rounding(document: Document) -> str:
    rule = document.rounding
    if rule.increment is None:
        return ""
    step = duration_of(rule.increment)
    if rule.minimum is None or not rule.minimum.number:
        return _("In steps of %(step)s.") % {"step": step}
    values = {"least": duration_of(rule.minimum), "step": step}
    return _("At least %(least)s, then in steps of %(step)s.") % values


def _surcharges(document: Document) -> str:
    if not document.surcharges:
        return ""
    added = ", ".join(sorted({f"+{row.add.number.normalize():f}%" for row in document.surcharges}))
    return " " + _("Outside normal hours: %(percent)s.") % {"percent": added}


def _money(document: Document, amount: Decimal | None) -> str:
    return "" if amount is None else money(amount, document.header.currency)
