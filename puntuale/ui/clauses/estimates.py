"""Effort and price told beforehand."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.ui.clauses.naming import all_plainly, plainly, type_name
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.lists import listed
from puntuale.ui.words.quantities import within

AT: Path = ("estimates",)


def estimates(speech: Speech) -> Iterator[Sentence]:
    """The key `estimates`."""
    row = speech.document.estimates
    if row.required_for:
        yield speech.say(
            _("Work begins only after you accept an estimate for: %(types)s."),
            (*AT, "required_for"),
            types=Strong(listed(type_name(speech, code) for code in row.required_for)),
        )
    yield from _effort(speech)
    if row.valid_for is not None:
        sentence = _("An estimate can be accepted for %(time)s.")
        yield speech.say(sentence, (*AT, "valid_for"), time=Strong(within(str(row.valid_for))))
    yield speech.say(_effect(row.effect), (*AT, "effect"))
    if row.must_state:
        known = {
            "effort": pgettext("states", "the effort"),
            "amount": pgettext("states", "the price"),
            "expected_completion": pgettext("states", "when it is expected to be ready"),
            "intervention_type": pgettext("states", "the kind of work"),
        }
        stated = all_plainly(row.must_state, known)
        yield speech.say(_("It states %(things)s."), (*AT, "must_state"), things=stated)
    yield from _afterwards(speech)


def _effort(speech: Speech) -> Iterator[Sentence]:
    row = speech.document.estimates
    told = (
        ("granularity", row.granularity, _("Effort is estimated in steps of %(time)s.")),
        ("minimum", row.minimum, _("The least effort estimated is %(time)s.")),
        (
            "limit",
            row.limit,
            _("Above %(time)s we propose an agreement of its own instead of an estimate."),
        ),
        ("day", row.day, _("A day of effort is %(time)s.")),
    )
    for key, quantity, sentence in told:
        if quantity is not None:
            yield speech.say(sentence, (*AT, key), time=within(str(quantity)))


def _effect(effect: str) -> str:
    match effect:
        case "cap":
            return _("You never pay more than estimated; if it takes less, you pay less.")
        case "indicative":
            return _("The estimate is an indication: the work done is charged.")
        case _:
            return _("The estimated price is the price, however long it takes.")


def _afterwards(speech: Speech) -> Iterator[Sentence]:
    row = speech.document.estimates
    if row.on_exceed:
        sentence = _("When it proves too low, work stops and you get a new one to decide on.")
        yield speech.say(sentence, (*AT, "on_exceed"))
    if row.on_decline_type:
        sentence = _("When you decline, the request becomes: %(type)s.")
        name = type_name(speech, row.on_decline_type)
        yield speech.say(sentence, (*AT, "on_decline"), type=name)
    if row.document == "intervention_card":
        yield speech.say(_("It has the form of an intervention card."), (*AT, "document"))
    elif row.document:
        name = plainly(row.document)
        yield speech.say(_("It has the form of: %(name)s."), (*AT, "document"), name=name)
