"""What a charge is, and why, in sentences made from its derivation."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.core.charges.charge import Charge, Draw
from puntuale.core.charges.money import Money
from puntuale.core.charges.steps import (
    CouponsDrawn,
    Decided,
    Estimated,
    Flat,
    NoWork,
    Paid,
    QuoteRequired,
    Rated,
    Refused,
    Step,
)
from puntuale.ui.words.bands import Bands, bands_of, long, parts, with_seconds
from puntuale.ui.words.lists import listed
from puntuale.ui.words.money import money, percent
from puntuale.ui.words.rounding import rounding, started

HOUR = 3600


def result(charge: Charge) -> str:
    """What is paid: "2 coupons", "€100.00", "50 min of the package and €33.33"."""
    said = []
    if charge.packages:
        said.append(_("%(time)s of the package") % {"time": _drawn(charge.packages)})
    if charge.allowance:
        said.append(_("%(time)s of the allowance") % {"time": _drawn(charge.allowance)})
    if count := charge.coupons_used + charge.coupons_owed:
        said.append(coupons(count))
    if charge.amount or not said:
        said.append(amount(charge.amount))
    return listed(said)


def reasons(charge: Charge, zone: ZoneInfo) -> list[str]:
    """Why, in whole sentences and in the order in which it was decided; hours are told in `zone`."""
    steps = charge.because
    bands = bands_of(steps, zone)
    drawn = [step for step in steps if isinstance(step, CouponsDrawn)]
    return [
        *rounding(steps, coupon_seconds={step.covers_seconds for step in drawn}),
        *_included(steps),
        *_coupons(steps, drawn),
        *_paid(steps, bands),
        *_rated([step for step in steps if isinstance(step, Rated)], bands),
        *filter(None, map(_alone, steps)),
    ]


def why(charge: Charge, zone: ZoneInfo) -> list[str]:
    """The reasons beside an amount on a bill; of what is not charged only that, and why not."""
    return [refused(charge.refused)] if charge.refused else reasons(charge, zone)


def coupons(count: int) -> str:
    """ "1 coupon", "2 coupons"."""
    return ngettext("%(count)s coupon", "%(count)s coupons", count) % {"count": count}


def amount(of: Money) -> str:
    """ "€100.00", "100,00 €"."""
    return money(of.decimal, of.currency)


def _drawn(draws: Sequence[Draw]) -> str:
    whole, rest = divmod(sum(draw.quantity for draw in draws), 60)
    return with_seconds(whole, rest)


def _included(steps: Sequence[Step]) -> Iterator[str]:
    """What a kind of request includes: all of the work, or its first part."""
    if any(isinstance(step, Decided) and step.charge == "included" for step in steps):
        part = [step.seconds for step in steps if isinstance(step, Paid) and step.by == "included"]
        if any(isinstance(step, QuoteRequired | Rated | Estimated) for step in steps):
            values = {"time": long(sum(part, Fraction(0)))}
            yield _("Included in the agreement: %(time)s.") % values
        elif part:
            yield _("It is included in the agreement.")


def _coupons(steps: Sequence[Step], drawn: Sequence[CouponsDrawn]) -> Iterator[str]:
    """ "17 minutes are two started quarters of an hour: 2 coupons."."""
    if not drawn:
        return
    yield started(steps, drawn[0].covers_seconds, coupons(sum(step.count for step in drawn)))
    if owed := sum(step.count for step in drawn if step.lot is None):
        yield ngettext("%(count)s coupon is owed.", "%(count)s coupons are owed.", owed) % {
            "count": owed
        }
    if any(step.band != "base" for step in steps if isinstance(step, Paid)):
        yield _("Coupons carry no surcharge: the hour changes nothing.")


def _paid(steps: Sequence[Step], bands: Bands) -> Iterator[str]:
    """What prepaid time gave, took or lacked."""
    templates = {
        "allowance": _("The allowance gives %(drawn)s: %(parts)s."),
        "package": _("The package gives %(drawn)s: %(parts)s."),
        "owed": _("Owed to the package: %(drawn)s (%(parts)s)."),
        "written_off": _("Not charged, since less was accepted: %(drawn)s (%(parts)s)."),
    }
    for by, template in templates.items():
        own = [step for step in steps if isinstance(step, Paid) and step.by == by]
        if own:
            drawn = sum((step.drawn_seconds for step in own), Fraction(0))
            times = [(step.band, step.seconds, _weighed(step)) for step in own]
            yield template % {"drawn": long(drawn), "parts": parts(bands, times)}


def _weighed(step: Paid) -> str:
    if step.weight == 1:
        return ""
    return _("counted as %(time)s") % {"time": long(step.drawn_seconds)}


def _rated(steps: Sequence[Rated], bands: Bands) -> Iterator[str]:
    """ "30 minutes in hours, 30 after 18:00 with 50% more: €100.00."."""
    if not steps:
        return
    yield _at_price(steps[0])
    times = [(step.band, step.seconds, _added(step)) for step in steps]
    total = sum((step.amount for step in steps[1:]), steps[0].amount)
    yield _("%(parts)s: %(amount)s.") % {"parts": parts(bands, times), "amount": amount(total)}


def _at_price(step: Rated) -> str:
    values = {"amount": amount(step.price), "count": int(step.per_seconds / HOUR)}
    if values["count"] == 1:
        return _("Work costs %(amount)s an hour.") % values
    return _("Work costs %(amount)s a day of %(count)s hours.") % values


def _added(step: Rated) -> str:
    if not step.add_percent:
        return ""
    number = step.add_percent.numerator / Decimal(step.add_percent.denominator)
    return _("with %(percent)s more") % {"percent": percent(number)}


def _alone(step: Step) -> str:
    """The sentence of a step that needs no other; nothing where it has none."""
    match step:
        case Decided(charge="free"):
            return _("Nothing is charged for this kind of request.")
        case Decided(bill_to="partner"):
            return _("The partner pays.")
        case Flat():
            values = {"amount": amount(step.amount)}
            return _("%(amount)s for the incident, however long it took.") % values
        case Estimated():
            return _estimated(step)
        case QuoteRequired():
            values = {"time": long(step.seconds)}
            return (
                _("Waiting for a quote: %(time)s. Nothing is charged before it is accepted.")
                % values
            )
        case NoWork():
            return _("Nothing was worked, so nothing is charged.")
        case Refused():
            return refused(step.reason)
    return ""


def _estimated(step: Estimated) -> str:
    values = {"accepted": amount(step.accepted), "off": amount(step.written_off)}
    if step.effect == "indicative":
        return _("The estimate of %(accepted)s was an indication, not a limit.") % values
    if step.effect == "cap":
        if step.written_off:
            return _("At most %(accepted)s was accepted, so %(off)s is not charged.") % values
        return _("At most %(accepted)s was accepted.") % values
    if step.written_off:
        return _("The accepted price is %(accepted)s, so %(off)s is not charged.") % values
    return _("The accepted price is %(accepted)s.") % values


def refused(reason: str) -> str:
    """Why work is recorded and not charged."""
    match reason:
        case "estimate_required":
            return _("Recorded, not charged: no estimate is accepted yet.")
        case "not_classified":
            return _("Recorded, not charged: the request is not classified yet.")
        case "shortfall":
            return _("Recorded, not charged: there is not enough prepaid time left.")
        case "terms_missing":
            return _("Recorded, not charged: the partner has not named a price.")
        case _:
            return _("Recorded, not charged: the agreement does not cover it.")
