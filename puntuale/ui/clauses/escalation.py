"""What we do by ourselves when a promise comes near, or is late."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.money import Percent
from puntuale.core.agreements.document.parts.escalation import EscalationRow
from puntuale.ui.clauses.naming import all_plainly, requests
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.metrics import METRICS
from puntuale.ui.words.money import percent
from puntuale.ui.words.quantities import within


def escalation(speech: Speech) -> Iterator[Sentence]:
    """The key `escalation`."""
    rows = speech.document.escalation or ()
    for path, row in zip(speech.rows("escalation"), rows, strict=False):
        yield join(*_level(speech, path, row))
    if not rows:
        sentence = _("Nothing follows by itself when a promise comes near or is late.")
        yield speech.say(sentence, ("escalation",))


def _level(speech: Speech, path: Path, row: EscalationRow) -> Iterator[Sentence]:
    values = {"requests": _about(speech, row), "moment": Strong(_moment(row))}
    if row.notify:
        known = {
            "assignee": pgettext("we tell", "whoever works on it"),
            "team": pgettext("we tell", "the team"),
            "manager": pgettext("we tell", "the managers"),
        }
        values["who"] = all_plainly(row.notify, known)
        yield speech.say(_("%(requests)s, %(moment)s: we tell %(who)s."), path, **values)
    if row.reassign:
        sentence = _("%(requests)s, %(moment)s: it goes to the team “%(team)s”.")
        yield speech.say(sentence, path, team=row.reassign, **values)
    if row.raises:
        yield speech.say(_("%(requests)s, %(moment)s: it moves up among our work."), path, **values)


def _about(speech: Speech, row: EscalationRow) -> str:
    named = requests(speech, row.match)
    if not row.metrics:
        return named
    metrics = {code: str(metric.in_row) for code, metric in METRICS.items()}
    return f"{named} · {all_plainly(row.metrics, metrics)}"


def _moment(row: EscalationRow) -> str:
    if row.after is not None:
        return _("%(time)s after it is late") % {"time": within(str(row.after))}
    if isinstance(row.at, Percent):
        return _("when %(share)s of the time is used") % {"share": percent(row.at.number)}
    return _("when little time is left")
