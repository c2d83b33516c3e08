"""The promises: what is done within how long, counted when, and whether it binds."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.quantity import Quantity
from puntuale.core.agreements.document.parts.targets import FROM_ESTIMATE, TargetRow
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.ui.clauses.naming import hours_name, is_open_always, requests
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.quantities import within


def promises(speech: Speech) -> Iterator[Sentence]:
    """The keys `targets`, `commitments` and `outcome`."""
    document = speech.document
    for key, rows in (("targets", document.targets), ("commitments", document.commitments)):
        for path, row in zip(speech.rows(key), rows, strict=False):
            yield join(_promise(speech, path, row), _counted(speech, path, row))
    if speech.has("outcome"):
        yield speech.say(_("We do our best; that it succeeds is not promised."), ("outcome",))


def _promise(speech: Speech, path: Path, row: TargetRow) -> Sentence:
    metric = METRICS.get(row.metric)
    values = {
        "requests": requests(speech, row.match),
        "what": str(metric.in_row) if metric else row.metric,
        "time": Strong(promised_time(speech, row)),
    }
    return speech.say(_template(row), path, **values)


def _template(row: TargetRow) -> str:
    if isinstance(row.within, Quantity):
        if row.binding:
            return _("%(requests)s: %(what)s within %(time)s.")
        if row.share:
            return _("%(requests)s: %(what)s within %(time)s in most cases; this is an aim.")
        return _("%(requests)s: %(what)s within %(time)s; this is an aim, not a promise.")
    if row.within == FROM_ESTIMATE:
        if row.binding:
            return _("%(requests)s: %(what)s by the date that the estimate states.")
        return _(
            "%(requests)s: %(what)s by the date that the estimate states; this is an indication,"
            " not a promise."
        )
    if row.binding:
        return _("%(requests)s: %(what)s by the date that we promise for it.")
    return _(
        "%(requests)s: %(what)s by the date that we name for it; this is an indication, not a"
        " promise."
    )


def promised_time(speech: Speech, row: TargetRow) -> str:
    """ "1 working day of 8 h", "24 hours"; what a date comes from where there is no time."""
    return within(str(row.within), working_day(speech, row.calendar))


def working_day(speech: Speech, calendar: str | None) -> timedelta | None:
    """How long a working day is where `calendar` counts; None: the document does not say."""
    document = speech.document
    row = document.calendars.get(calendar or "")
    if row is not None and row.working_day:
        return timedelta(minutes=row.working_day.minutes)
    if document.working_day is not None and calendar in {COVERAGE, document.working_day.calendar}:
        return timedelta(minutes=document.working_day.length.minutes)
    return None


def _counted(speech: Speech, path: Path, row: TargetRow) -> Sentence | None:
    at = (*path, "calendar")
    if not row.calendar:
        return None
    if row.calendar == COVERAGE:
        return speech.say(_("Only time in which its severity is handled counts."), at)
    if is_open_always(speech, row.calendar):
        sentence = _("Time counts around the clock (“%(hours)s”).")
    else:
        sentence = _("Only time in the hours “%(hours)s” counts.")
    return speech.say(sentence, at, hours=hours_name(row.calendar))
