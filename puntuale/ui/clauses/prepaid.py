"""What is paid before it is used: packages, coupons, the free part of a fee, and discounts."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.prepaid import Shortfall
from puntuale.ui.clauses.naming import all_plainly, plainly, requests
from puntuale.ui.clauses.prices import amount_in_words, rate_in_words
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.lists import listed
from puntuale.ui.words.money import percent
from puntuale.ui.words.quantities import within


def prepaid(speech: Speech) -> Iterator[Sentence]:
    """The keys `packages`, `package_rules`, `coupons`, `allowance` and `discounts`."""
    for path, row in zip(speech.rows("packages"), speech.document.packages, strict=False):
        yield speech.say(
            _("Package “%(name)s”: %(time)s for %(price)s."),
            path,
            name=row.code,
            time=within(str(row.quantity)),
            price=Strong(amount_in_words(speech, row.price)),
        )
    yield from _package_rules(speech)
    yield from _coupons(speech)
    yield from _allowance(speech)
    for path, discount in zip(speech.rows("discounts"), speech.document.discounts, strict=False):
        if discount.applies_to == "coupon":
            sentence = _("Coupons cost %(percent)s less while this agreement is active.")
        else:
            sentence = _("Packages cost %(percent)s less while this agreement is active.")
        yield speech.say(sentence, path, percent=Strong(percent(discount.percent.number)))


def _package_rules(speech: Speech) -> Iterator[Sentence]:
    rules, at = speech.document.package_rules, ("package_rules",)
    if rules is None:
        return
    yield from _expiry(speech, (*at, "expires_after"), rules.expires_after)
    yield from _order(speech, (*at, "draw_down"), rules.draw_down)
    if rules.surcharge:
        yield _weighted(speech, (*at, "surcharge"))
    if rules.shortfall is not None:
        yield _shortfall(speech, (*at, "shortfall"), rules.shortfall)
    if rules.alert_at:
        shares = listed(percent(each.number) for each in rules.alert_at)
        sentence = _("You are told when %(shares)s of a package is used.")
        yield speech.say(sentence, (*at, "alert_at"), shares=shares)


def _coupons(speech: Speech) -> Iterator[Sentence]:
    rules, at = speech.document.coupons, ("coupons",)
    if rules is None:
        return
    yield speech.say(
        _("A coupon pays for each started %(time)s and costs %(price)s."),
        (*at, "covers"),
        (*at, "price"),
        time=Strong(within(str(rules.covers))),
        price=Strong(amount_in_words(speech, rules.price)),
    )
    if rules.free_on_registration:
        sentence = ngettext(
            "Registering gives each organisation %(count)s coupon, once.",
            "Registering gives each organisation %(count)s coupons, once.",
            rules.free_on_registration,
        )
        count = str(rules.free_on_registration)
        yield speech.say(sentence, (*at, "free_on_registration"), count=count)
    yield from _expiry(speech, (*at, "expires_after"), rules.expires_after)
    yield from _order(speech, (*at, "draw_down"), rules.draw_down)
    if rules.start_requires:
        sentence = ngettext(
            "Work begins when there is at least %(count)s coupon.",
            "Work begins when there are at least %(count)s coupons.",
            rules.start_requires,
        )
        yield speech.say(sentence, (*at, "start_requires"), count=str(rules.start_requires))
    if rules.shortfall is not None:
        yield _shortfall(speech, (*at, "shortfall"), rules.shortfall)
    if rules.pay_by:
        known = {
            "card": pgettext("pay by", "card"),
            "bank_transfer": pgettext("pay by", "bank transfer"),
        }
        ways = all_plainly(rules.pay_by, known)
        yield speech.say(_("They can be paid by %(ways)s."), (*at, "pay_by"), ways=ways)
    if speech.has(*at, "bank_transfer"):
        sentence = _("By bank transfer, they are yours once the payment has arrived.")
        yield speech.say(sentence, (*at, "bank_transfer"))


def _allowance(speech: Speech) -> Iterator[Sentence]:
    row, at = speech.document.allowance, ("allowance",)
    if row is None:
        return
    yield speech.say(
        _("The fee “%(fee)s” includes %(time)s of work in each of its periods."),
        (*at, "fee"),
        (*at, "quantity"),
        fee=plainly(row.fee),
        time=Strong(within(str(row.quantity))),
    )
    if row.applies_to is not None:
        named = requests(speech, row.applies_to)
        sentence = _("They can be used for: %(requests)s.")
        yield speech.say(sentence, (*at, "applies_to"), requests=named)
    if row.surcharge:
        yield _weighted(speech, (*at, "surcharge"))
    if speech.has(*at, "carry_over"):
        sentence = _("What is not used ends with the period.")
        yield speech.say(sentence, (*at, "carry_over"))


def _expiry(speech: Speech, at: Path, after: Quantity | None) -> Iterator[Sentence]:
    if after is not None:
        sentence = _("What is bought can be used for %(time)s.")
        yield speech.say(sentence, at, time=Strong(within(str(after))))
    elif speech.has(*at):
        yield speech.say(_("What is bought never expires."), at)


def _order(speech: Speech, at: Path, keys: tuple[str, ...]) -> Iterator[Sentence]:
    if keys:
        known = {
            "expires_at": pgettext("order", "the earliest expiry"),
            "price": pgettext("order", "the lowest price"),
            "granted_at": pgettext("order", "the earliest grant"),
            "id": pgettext("order", "the lowest number"),
        }
        order = all_plainly(keys, known)
        yield speech.say(_("First used is, in this order: %(order)s."), at, order=order)


def _weighted(speech: Speech, at: Path) -> Sentence:
    sentence = _("Work with an addition uses more time: 60 minutes at %(share)s use 90.")
    return speech.say(sentence, at, share=f"+{percent(Decimal(50))}")


def _shortfall(speech: Speech, at: Path, row: Shortfall) -> Sentence:
    if row.rule == "rate":
        price = rate_in_words(speech, row.rate or "")
        sentence = _("What it does not cover is charged by time, %(price)s.")
        return speech.say(sentence, at, price=price)
    if row.rule == "owe":
        return join(
            speech.say(_("Work that has begun is finished; what is missing is owed."), at),
            speech.say(_("While something is owed, no new work begins."), at),
        )
    return speech.say(_("What it does not cover is not taken on."), at)
