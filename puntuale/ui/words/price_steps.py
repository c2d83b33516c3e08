"""How the price of an estimate comes about, in words: what is worked, who pays for it, what it comes to."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.apps.estimates.models import Estimate
from puntuale.ui.words.charges import amount
from puntuale.ui.words.durations import duration
from puntuale.ui.words.estimates import band_name, long, money_of
from puntuale.ui.words.money import money, percent


def steps_of(estimate: Estimate) -> Iterator[tuple[str, str, str]]:
    """How the price comes about: what, why, and what it comes to."""
    currency = estimate.currency
    for step in estimate.because:
        match step["code"]:
            case "paid":
                yield _worked(step), _paid_by(step), _drawn(step)
            case "rated":
                yield _worked(step), _at_rate(step, currency), _written(step["amount"], currency)
            case "flat":
                yield (
                    _("Incident"),
                    _("one price, however long it takes"),
                    _written(step["amount"], currency),
                )
            case "quote_required":
                yield _("Quote"), _("named for this work"), amount(money_of(estimate))


def _worked(step: Mapping[str, object]) -> str:
    time = timedelta(seconds=int(Decimal(str(step["seconds"]))))
    values = {"time": duration(time), "when": band_name(str(step["band"]))}
    return _("%(time)s %(when)s") % values


def _paid_by(step: Mapping[str, object]) -> str:
    weight = Decimal(str(step["weight"]))
    by = {
        "package": pgettext("paid by", "from the package"),
        "allowance": pgettext("paid by", "from the allowance"),
        "coupon": pgettext("paid by", "by coupons"),
        "included": pgettext("paid by", "included in the agreement"),
        "owed": pgettext("paid by", "owed to the package"),
    }.get(str(step["by"]), str(step["by"]))
    if weight == 1:
        return by
    more = percent(((weight - 1) * 100).quantize(Decimal("0.01")).normalize())
    return _("+%(percent)s, %(paid)s") % {"percent": more, "paid": by}


def _drawn(step: Mapping[str, object]) -> str:
    return "" if step["by"] in {"included", "coupon"} else _duration(step["drawn_seconds"])


def _at_rate(step: Mapping[str, object], currency: str) -> str:
    hours = int(Decimal(str(step["per_seconds"])) / 3600)
    values = {"price": _written(step["price"], currency), "count": hours}
    said = (_("%(price)s an hour") if hours == 1 else _("%(price)s a day of %(count)s h")) % values
    added = Decimal(str(step["add_percent"]))
    if not added:
        return said
    return _("+%(percent)s, %(paid)s") % {"percent": percent(added.normalize()), "paid": said}


def _written(figure: object, currency: str) -> str:
    return money(Decimal(str(figure)), currency)


def _duration(seconds: object) -> str:
    return long(int(Decimal(str(seconds))) // 60)
