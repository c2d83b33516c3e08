"""What is paid again and again, and which versions come with it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.money import Percent
from puntuale.core.agreements.document.parts.fees import FeeRow
from puntuale.ui.clauses.naming import plainly
from puntuale.ui.clauses.prices import amount_in_words
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.money import percent
from puntuale.ui.words.quantities import within


def fees(speech: Speech) -> Iterator[Sentence]:
    """The key `fees`."""
    for path, row in zip(speech.rows("fees"), speech.document.fees, strict=False):
        yield join(_fee(speech, path, row), *_rules(speech, path, row))


def _fee(speech: Speech, path: Path, row: FeeRow) -> Sentence:
    values = {"name": plainly(row.code), "time": within(str(row.every))}
    is_monthly = row.every.number == Decimal(1)
    if isinstance(row.amount, Percent):
        values["amount"] = Strong(percent(row.amount.number))
        sentence = (
            _("“%(name)s”: %(amount)s of the list price every month.")
            if is_monthly
            else _("“%(name)s”: %(amount)s of the list price every %(time)s.")
        )
    else:
        values["amount"] = Strong(amount_in_words(speech, row.amount))
        sentence = (
            _("“%(name)s”: %(amount)s every month.")
            if is_monthly
            else _("“%(name)s”: %(amount)s every %(time)s.")
        )
    return speech.say(sentence, path, **values)


def _rules(speech: Speech, path: Path, row: FeeRow) -> Iterator[Sentence]:
    if row.due == "arrears":
        yield speech.say(_("It is due at the end of each period."), (*path, "in"))
    elif row.due:
        yield speech.say(_("It is due in advance."), (*path, "in"))
    if speech.has(*path, "list_price_on"):
        sentence = _("The list price at the beginning of the period counts.")
        yield speech.say(sentence, (*path, "list_price_on"))
    if speech.has(*path, "round"):
        yield speech.say(_("Each line of the bill is rounded by itself."), (*path, "round"))
    if speech.has(*path, "proration"):
        yield speech.say(_("A period that has begun counts whole."), (*path, "proration"))


def licences(speech: Speech) -> Iterator[Sentence]:
    """The key `licences`."""
    row, at = speech.document.licences, ("licences",)
    if row is None:
        return
    if row.versions:
        sentence = _("You may use every version released while this agreement is active.")
        yield speech.say(sentence, (*at, "versions"))
    if row.on_lapse:
        sentence = _("When it ends, the last of these versions remains yours.")
        yield speech.say(sentence, (*at, "on_lapse"))
