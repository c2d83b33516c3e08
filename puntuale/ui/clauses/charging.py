"""What a request costs: free, included, prepaid, by time, by estimate, or not taken on."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.parts.charging import ChargingRow
from puntuale.ui.clauses.naming import plainly, requests
from puntuale.ui.clauses.prices import rate_in_words
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.quantities import within

INCLUDED = "included"


def charging(speech: Speech) -> Iterator[Sentence]:
    """The keys `charging` and `default`."""
    rows = speech.document.charging or ()
    for number, (path, row) in enumerate(zip(speech.rows("charging"), rows, strict=False)):
        said = _charge(speech, path, row, is_rest=number > 0)
        yield join(said, *_further(speech, path, row))
    if speech.document.refuses_by_default:
        yield speech.say(_("What is not named here is not taken on."), ("default",))


def _charge(speech: Speech, path: Path, row: ChargingRow, *, is_rest: bool) -> Sentence:
    values = {"requests": requests(speech, row.match, is_rest=is_rest), "price": ""}
    if row.charge == INCLUDED and row.up_to is not None:
        values["time"] = Strong(within(str(row.up_to)))
        sentence = _("%(requests)s: included up to %(time)s.")
        return speech.say(sentence, path, **values)
    if row.rate and row.charge in {"rate", "incident"}:
        values["price"] = rate_in_words(speech, row.rate)
    return speech.say(_template(row.charge, has_price=bool(values["price"])), path, **values)


def _template(charge: str, *, has_price: bool) -> str:
    match charge:
        case "free":
            return _("%(requests)s: free.")
        case "included":
            return _("%(requests)s: included.")
        case "package":
            return _("%(requests)s: taken from your package.")
        case "coupon":
            return _("%(requests)s: paid with coupons.")
        case "allowance":
            return _("%(requests)s: taken from the time that your fee includes.")
        case "rate" if has_price:
            return _("%(requests)s: charged by time, %(price)s.")
        case "rate":
            return _("%(requests)s: charged by time.")
        case "incident" if has_price:
            return _("%(requests)s: charged once, %(price)s.")
        case "incident":
            return _("%(requests)s: charged once for the whole request.")
        case "quote":
            return _("%(requests)s: you get an estimate first, and decide.")
        case "partner_terms":
            return _("%(requests)s: at your partner's prices.")
        case _:
            return _("%(requests)s: not taken on.")


def _further(speech: Speech, path: Path, row: ChargingRow) -> Iterator[Sentence]:
    if row.up_to is not None and row.charge != INCLUDED:
        time = Strong(within(str(row.up_to)))
        yield speech.say(_("That counts up to %(time)s."), (*path, "up_to"), time=time)
    if row.then:
        price = rate_in_words(speech, row.rate) if row.rate else ""
        sentence = _beyond(row.then, has_price=bool(price))
        yield speech.say(sentence, (*path, "then"), (*path, "rate"), price=price)
    if row.reason:
        sentence = _("The reason told is: %(reason)s.")
        yield speech.say(sentence, (*path, "reason"), reason=plainly(row.reason))
    if row.bill_to:
        yield speech.say(_("The bill goes to your partner."), (*path, "bill_to"))


def _beyond(then: str, *, has_price: bool) -> str:
    match then:
        case "rate" if has_price:
            return _("What goes beyond is charged by time, %(price)s.")
        case "rate":
            return _("What goes beyond is charged by time.")
        case "quote":
            return _("For what goes beyond you get an estimate first.")
        case "package":
            return _("What goes beyond is taken from your package.")
        case "coupon":
            return _("What goes beyond is paid with coupons.")
        case _:
            return _("What goes beyond is not taken on.")
