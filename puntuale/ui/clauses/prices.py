"""What a unit of work costs, what is added, and how work is rounded."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.money import Money
from puntuale.core.agreements.document.parts.charging import RateRow, SurchargeRow
from puntuale.ui.clauses.naming import hours_name, plainly
from puntuale.ui.clauses.speech import Speech, Strong
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.money import money, percent
from puntuale.ui.words.quantities import within


def prices(speech: Speech) -> Iterator[Sentence]:
    """The keys `rates`, `surcharges` and `surcharge_combine`."""
    for name in speech.document.rates:
        yield speech.say(
            _("“%(name)s”: %(price)s."),
            ("rates", name),
            name=plainly(name),
            price=Strong(rate_in_words(speech, name)),
        )
    for path, row in zip(speech.rows("surcharges"), speech.document.surcharges, strict=False):
        yield _surcharge(speech, path, row)
    if speech.document.surcharges:
        yield speech.say(
            _("Of several additions the highest counts; they are never added up."),
            ("surcharge_combine",),
        )


def rate_in_words(speech: Speech, name: str) -> str:
    """ "€80.00 an hour", "€640.00 a day of 8 hours"; the code of a rate that nobody knows."""
    row = speech.document.rates.get(name)
    if row is None:
        return name
    return _template(row) % {
        "amount": amount_in_words(speech, row.amount),
        "count": row.hours_per_unit,
    }


def amount_in_words(speech: Speech, amount: Money) -> str:
    """ "€80.00"; a blank is your partner's to fill."""
    if amount.amount is None:
        return _("your partner's price")
    return money(amount.amount, speech.document.header.currency)


def _template(row: RateRow) -> str:
    if row.unit == "hour":
        return _("%(amount)s an hour")
    if row.unit == "incident":
        return _("%(amount)s for each incident")
    if row.hours_per_unit is None:
        return _("%(amount)s a day")
    return ngettext(
        "%(amount)s a day of %(count)s hour",
        "%(amount)s a day of %(count)s hours",
        row.hours_per_unit,
    )


def _surcharge(speech: Speech, path: Path, row: SurchargeRow) -> Sentence:
    values = {"name": plainly(row.code), "percent": Strong(percent(row.add.number))}
    if row.inside:
        values["hours"] = hours_name(row.inside)
        sentence = _("“%(name)s”: work in the hours “%(hours)s” costs %(percent)s more.")
    else:
        values["hours"] = hours_name(row.outside or "")
        sentence = _("“%(name)s”: work outside the hours “%(hours)s” costs %(percent)s more.")
    return speech.say(sentence, path, **values)


def rounding(speech: Speech) -> Iterator[Sentence]:
    """The key `rounding`."""
    row, at = speech.document.rounding, ("rounding",)
    if row.resolution is not None:
        yield speech.say(
            _("Work is recorded to %(time)s."),
            (*at, "resolution"),
            time=within(str(row.resolution)),
        )
    keys = [(*at, key) for key in ("scope", "increment", "mode")]
    if row.increment is None:
        yield speech.say(_once(row.scope), *keys)
    else:
        step = Strong(within(str(row.increment)))
        yield speech.say(_once_to(row.scope), *keys, step=step)
    if row.minimum is not None and row.minimum.number:
        least = Strong(within(str(row.minimum)))
        yield speech.say(_("At least %(least)s count."), (*at, "minimum"), least=least)
    else:
        yield speech.say(_("There is no minimum."), (*at, "minimum"))
    yield speech.say(
        _("What rounding adds goes to the price at which most of the work was done."),
        (*at, "top_up"),
    )


def _once(scope: str) -> str:
    match scope:
        case "ticket":
            return _("It is added up for the whole request.")
        case "ticket_day":
            return _("It is added up for each day of a request.")
        case _:
            return _("Each entry counts by itself.")


def _once_to(scope: str) -> str:
    match scope:
        case "ticket":
            return _("It is rounded up once, for the whole request, to full steps of %(step)s.")
        case "ticket_day":
            return _("It is rounded up once for each day of a request, to full steps of %(step)s.")
        case _:
            return _("Each entry is rounded up by itself, to full steps of %(step)s.")
