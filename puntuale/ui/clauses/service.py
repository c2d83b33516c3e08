"""What else is promised: news, access, availability, maintenance; and the examples."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.document.blanks import Path
from puntuale.core.agreements.document.kinds.money import Percent
from puntuale.core.agreements.document.parts.service import AvailabilityRow
from puntuale.ui.clauses.naming import all_plainly, hours_name
from puntuale.ui.clauses.speech import Speech, Strong, join
from puntuale.ui.clauses.values import Sentence
from puntuale.ui.words.money import percent
from puntuale.ui.words.quantities import within


def news(speech: Speech) -> Iterator[Sentence]:
    """The key `notify`."""
    known = {
        "received": pgettext("we write when", "it has come"),
        "accepted": pgettext("we write when", "it is accepted"),
        "clarification_requested": pgettext("we write when", "we need an answer of yours"),
        "answered": pgettext("we write when", "it is answered"),
        "resolved": pgettext("we write when", "it is solved"),
        "closed": pgettext("we write when", "it is closed"),
    }
    sentence = _("About your request we write to you when %(moments)s.")
    moments = Strong(all_plainly(speech.document.notify, known))
    yield speech.say(sentence, ("notify",), moments=moments)


def remote(speech: Speech) -> Iterator[Sentence]:
    """The key `remote`."""
    row, at = speech.document.remote, ("remote",)
    if row is None:
        return
    if row.customer_must_give_access:
        sentence = _("When we have to work on your systems, you give us access.")
        yield speech.say(sentence, (*at, "customer_must_give_access"))
    elif speech.has(*at, "customer_must_give_access"):
        sentence = _("You need not give us access to your systems.")
        yield speech.say(sentence, (*at, "customer_must_give_access"))
    if row.tools:
        known = {"teamviewer": "TeamViewer", "ssh": "SSH", "rdp": _("remote desktop")}
        sentence = _("We work with %(tools)s.")
        yield speech.say(sentence, (*at, "tools"), tools=all_plainly(row.tools, known))


def availability(speech: Speech) -> Iterator[Sentence]:
    """The keys `availability` and `maintenance`."""
    for path, row in zip(speech.rows("availability"), speech.document.availability, strict=False):
        yield join(*_component(speech, path, row))
    row_of_maintenance, at = speech.document.maintenance, ("maintenance",)
    if row_of_maintenance is None:
        return
    sentence = _("Maintenance is done in the hours “%(hours)s”.")
    yield speech.say(sentence, (*at, "window"), hours=hours_name(row_of_maintenance.window))
    if row_of_maintenance.announce_before is not None:
        time = within(str(row_of_maintenance.announce_before))
        sentence = _("It is announced at least %(time)s before.")
        yield speech.say(sentence, (*at, "announce_before"), time=Strong(time))


def _component(speech: Speech, path: Path, row: AvailabilityRow) -> Iterator[Sentence]:
    values = {"name": row.component, "share": Strong(percent(row.objective.number))}
    keys = [(*path, key) for key in ("component", "objective", "period", "hours")]
    if row.hours:
        sentence = _(
            "“%(name)s” is available for %(share)s of the hours “%(hours)s” in each calendar month."
        )
        values["hours"] = hours_name(row.hours)
    else:
        sentence = _("“%(name)s” is available for %(share)s of each calendar month.")
    yield speech.say(sentence, *keys, **values)
    if speech.has(*path, "exclude"):
        yield speech.say(_("Announced maintenance is not counted."), (*path, "exclude"))
    if row.credits:
        for at, credit in zip(speech.inside((*path, "credits")), row.credits, strict=False):
            yield _credit(speech, at, credit.below, credit.percent)
    elif speech.has(*path, "credits"):
        sentence = _("Below that nothing is paid back; the figure is reported.")
        yield speech.say(sentence, (*path, "credits"))
    if speech.has(*path, "source_note"):
        note = speech.word(*path, "source_note")
        yield speech.say(_("Note: %(note)s."), (*path, "source_note"), note=note)


def _credit(speech: Speech, at: Path, below: Percent, back: Percent) -> Sentence:
    values = {"below": percent(below.number), "percent": percent(back.number)}
    return speech.say(_("Below %(below)s, %(percent)s of the fee are paid back."), at, **values)


def examples(speech: Speech) -> Iterator[Sentence]:
    """The key `examples`."""
    count = len(speech.document.examples)
    sentence = ngettext(
        "%(count)s example is tried whenever the document is checked.",
        "%(count)s examples are tried whenever the document is checked.",
        count,
    )
    yield speech.say(sentence, ("examples",), count=str(count))
