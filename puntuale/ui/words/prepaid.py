"""Packages, coupons and allowances in words: what they are called, what is left, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from puntuale.apps.agreements.terms import document_of
from puntuale.apps.ledger.models import COUPON
from puntuale.apps.sales.held import Held
from puntuale.apps.sales.models import Purchase
from puntuale.apps.sales.offers import Offered
from puntuale.core.agreements.document.document import Document
from puntuale.core.charges.offers import Offer
from puntuale.ui.words.charges import coupons
from puntuale.ui.words.dates import LONG, date_of
from puntuale.ui.words.durations import duration
from puntuale.ui.words.money import money, percent
from puntuale.ui.words.quantities import within
from puntuale.ui.words.viewpoint import Viewpoint

SECOND = timedelta(seconds=1)
ONE_DAY = timedelta(days=1)


def quantity(amount: int, unit: str) -> str:
    """ "11 h 45", "3 coupons"; the sign is left out."""
    return coupons(abs(amount)) if unit == COUPON else duration(SECOND * amount)


def bought(purchase: Purchase) -> str:
    """ "4 coupons", "2 packages of 40 h", "a package of 40 h"."""
    if purchase.item == Purchase.Item.COUPON:
        return coupons(purchase.quantity)
    size = {"size": duration(SECOND * (purchase.grants // purchase.quantity))}
    if purchase.quantity == 1:
        return _("a package of %(size)s") % size
    return _("%(count)s packages of %(size)s") % {"count": purchase.quantity, **size}


def on_offer(item: str, holds: int) -> str:
    """ "Package of 40 h", "Coupon"."""
    if item == Purchase.Item.COUPON:
        return _("Coupon")
    return _("Package of %(size)s") % {"size": duration(SECOND * holds)}


def good_until(expires_at: datetime | None, zone: ZoneInfo, today: date) -> str:
    """ "Good until 30 June 2027.": the last day, on the agreement's clock."""
    if expires_at is None:
        return _("It never expires.")
    return _("Good until %(day)s.") % {"day": last_day(expires_at, zone, today)}


def last_day(expires_at: datetime, zone: ZoneInfo, today: date) -> str:
    """The day before the midnight at which it expires: "30 June 2027"."""
    return date_of((expires_at - SECOND).astimezone(zone).date(), today, LONG)


def afterwards(document: Document) -> str:
    """What becomes of work that no package pays, as the agreement says it before it happens."""
    rules = document.package_rules
    if rules is None or rules.shortfall is None or rules.shortfall.rule == "refuse":
        return _("When it is used up, work is not begun before you have bought another one.")
    if rules.shortfall.rule == "owe":
        return _(
            "When it is used up, work that has begun is finished; the next package pays for it."
        )
    rate = document.rates.get(str(rules.shortfall.rate))
    if rate is None or rate.amount.amount is None:
        return _("When it is used up, work is charged by time.")
    values = {"price": money(rate.amount.amount, str(document.header.currency))}
    if rate.unit == "day":
        return _("When it is used up, work costs %(price)s a day.") % values
    return _("When it is used up, work costs %(price)s an hour.") % values


def after_coupons(document: Document) -> str:
    """The same of coupons."""
    rules = document.coupons
    if rules is None:
        return ""
    if rules.shortfall is not None and rules.shortfall.rule == "owe":
        return _(
            "Where they do not suffice, work that has begun is finished and coupons are owed; "
            "nothing new begins before they are bought."
        )
    return _("Where they do not suffice, work is not begun before you have bought more.")


def owed(seconds: int, pieces: int) -> list[str]:
    """ "2 coupons are owed. The next purchase settles them first."."""
    said = []
    if seconds:
        said.append(
            _("%(time)s are owed. The next package settles them first.")
            % {"time": duration(SECOND * seconds)}
        )
    if pieces:
        said.append(
            ngettext(
                "%(count)s coupon is owed. The next purchase settles it first; until then no new "
                "work begins.",
                "%(count)s coupons are owed. The next purchase settles them first; until then no "
                "new work begins.",
                pieces,
            )
            % {"count": pieces}
        )
    return said


def coupons_held(lots: Sequence[Held]) -> str:
    """ "3 coupons", "2 coupons, and 1 reserved"; nothing where there are none."""
    left, reserved = sum(each.left for each in lots), sum(each.reserved for each in lots)
    if not reserved:
        return coupons(left) if left else ""
    values = {"left": coupons(left), "reserved": reserved}
    return (
        _("%(left)s, and %(reserved)s reserved for accepted estimates and work under way") % values
    )


def included_now(held: Held, view: Viewpoint) -> str:
    """ "Included: 2 h 30 left of 4 h, through 30 November."."""
    values = {
        "left": quantity(held.left, held.lot.account.unit),
        "size": quantity(held.size, held.lot.account.unit),
    }
    if held.lot.expires_at is None:
        return _("Included: %(left)s left of %(size)s.") % values
    values["day"] = last_day(held.lot.expires_at, held.zone, view.today)
    return _("Included: %(left)s left of %(size)s, through %(day)s.") % values


def afterwards_of(purchase: Purchase | None) -> str:
    """What happens when this is used up; nothing where nobody bought it."""
    if purchase is None:
        return ""
    document = document_of(purchase.version)
    is_coupon = purchase.item == Purchase.Item.COUPON
    return after_coupons(document) if is_coupon else afterwards(document)


@dataclass(frozen=True, slots=True)
class OfferInWords:
    """Something on offer: what it is, what so many of it cost, and why it costs less."""

    name: str
    agreement: str
    price: str
    amount: str
    valid: str
    discount: str
    what: str
    afterwards: str


def offer_in_words(found: Offered, cost: Offer) -> OfferInWords:
    """What `found` is called, and what the quantity of `cost` costs."""
    language = get_language() or "en"
    document = document_of(found.version)
    size = duration(SECOND * found.holds * cost.quantity)
    is_coupon = found.item == Purchase.Item.COUPON
    covers = document.coupons.covers if document.coupons and is_coupon else None
    return OfferInWords(
        name=on_offer(found.item, found.holds),
        agreement=found.version.title(language),
        price=money(found.list_price, found.currency),
        amount=money(cost.amount.decimal, cost.amount.currency),
        valid=(
            _("Good for %(time)s.") % {"time": within(str(found.expires_after))}
            if found.expires_after
            else _("It never expires.")
        ),
        discount=_discount(found, language),
        what=coupons(cost.quantity) if is_coupon else size,
        afterwards=(
            _("Each pays for a started %(time)s. %(afterwards)s")
            % {"time": within(str(covers)), "afterwards": after_coupons(document)}
            if covers
            else afterwards(document)
        ),
    )


def _discount(found: Offered, language: str) -> str:
    if not found.discount or found.under is None:
        return ""
    share = found.discount * 100
    values = {
        "percent": percent(Decimal(share.numerator) / share.denominator),
        "agreement": found.under.title(language),
    }
    return _("%(percent)s less, because %(agreement)s is active.") % values
