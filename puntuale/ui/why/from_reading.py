"""The explanation of a reading: its derivation as stretches, marks and sentences."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from puntuale.core.agreements.clocks import steps
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.agreements.clocks.why import why
from puntuale.core.working_time.instants import instant_at, microseconds
from puntuale.core.working_time.span import Span
from puntuale.ui.why.values import Explanation, Look, Mark, Sign, Stretch
from puntuale.ui.words.moments import hour
from puntuale.ui.words.quantities import terms
from puntuale.ui.words.reasons import Names, Reader, sentences
from puntuale.ui.words.viewpoint import Viewpoint

LOOKS = {
    steps.SpanCode.COUNTED: Look.COUNTED,
    steps.SpanCode.AHEAD: Look.AHEAD,
    steps.SpanCode.PAUSED: Look.PAUSED,
    steps.SpanCode.HELD: Look.HELD,
}
A_DAY = timedelta(days=1)


def explained(reading: Reading, view: Viewpoint, names: Names) -> Explanation:
    """Why `reading` says what it says; `names` are what people call the agreement's codes."""
    derived = why(reading)
    spans = [step for step in derived if isinstance(step, steps.Span)]
    facts = [step for step in derived if isinstance(step, steps.Fact)]
    stretches = [*_stretches(spans, reading, names), *_overrun(reading)]
    marks = list(_marks(reading, view))
    return Explanation(
        view=view,
        opened=_opened(reading, stretches, marks, view),
        stretches=stretches,
        marks=marks,
        result=_result(reading),
        closings=dict(_closings(spans, names, view)),
        facts=list(sentences(facts, Reader(view, names))),
    )


def _stretches(spans: Iterable[steps.Span], reading: Reading, names: Names) -> Iterator[Stretch]:
    for span in spans:
        look = LOOKS.get(span.code)
        if look is Look.AHEAD and reading.met_at is not None:
            look = Look.SPARED
        if look is not None:
            yield Stretch(Span(span.start, span.end), look, _because(span, names))


def _because(span: steps.Span, names: Names) -> str:
    if not span.because:
        return ""
    if span.code is steps.SpanCode.HELD:
        severity = names.get(span.because, span.because)
        return _("%(severity)s is not handled then") % {"severity": severity}
    reasons = {
        "waiting_customer": pgettext("pause", "our question waits for an answer"),
        "waiting_access": pgettext("pause", "waiting for access"),
        "waiting_third_party": pgettext("pause", "waiting for someone else"),
        "estimate_sent": pgettext("pause", "the estimate waits for a decision"),
        "resolved": pgettext("pause", "solved, until it was opened again"),
        "cancelled": pgettext("pause", "withdrawn, until it was opened again"),
    }
    return reasons.get(span.because, span.because)


def _overrun(reading: Reading) -> Iterator[Stretch]:
    """The open time after the promise fell due, until it was done or until now."""
    due, end = reading.breached_at, reading.met_at or reading.read_at
    if due is None or end <= due:
        return
    for span in _hours(reading, due, end):
        yield Stretch(span, Look.LATE)


def _marks(reading: Reading, view: Viewpoint) -> Iterator[Mark]:
    submitted_at = reading.basis.case.request.submitted_at
    yield Mark(submitted_at, Sign.START, hour(submitted_at, view), pgettext("mark", "sent"))
    if reading.due_at is not None:
        yield _mark(reading.due_at, Sign.DUE, pgettext("mark", "due %(hour)s"), view)
    if reading.met_at is not None:
        yield _mark(reading.met_at, Sign.DONE, pgettext("mark", "done %(hour)s"), view)
    elif not reading.state.is_over:
        yield _mark(reading.read_at, Sign.NOW, pgettext("mark", "now %(hour)s"), view)


def _mark(at: datetime, sign: Sign, words: str, view: Viewpoint) -> Mark:
    return Mark(at, sign, words % {"hour": hour(at, view)})


def _opened(
    reading: Reading, stretches: Iterable[Stretch], marks: Iterable[Mark], view: Viewpoint
) -> list[Span]:
    """The windows in which it counts, over whole days from the first mark to the last."""
    instants = [mark.at for mark in marks]
    instants += [at for stretch in stretches for at in (stretch.span.start, stretch.span.end)]
    first, last = (view.local(at).date() for at in (min(instants), max(instants)))
    return list(_hours(reading, _midnight(first, view), _midnight(last + A_DAY, view)))


def _hours(reading: Reading, start: datetime, end: datetime) -> Iterator[Span]:
    for opens, closes in reading.basis.due.by.hours.spans(microseconds(start), microseconds(end)):
        yield Span(instant_at(opens), instant_at(closes))


def _midnight(day: date, view: Viewpoint) -> datetime:
    return datetime.combine(day, time(), view.zone).astimezone(UTC)


def _closings(
    spans: Iterable[steps.Span], names: Names, view: Viewpoint
) -> Iterator[tuple[date, str]]:
    for span in spans:
        closures = ", ".join(names.get(code, code) for code in span.closures)
        if closures:
            first = view.local(span.start).date()
            days = (view.local(span.end).date() - first).days
            yield from ((first + n * A_DAY, closures) for n in range(days + 1))
        for day in span.holidays:
            yield day, pgettext("closing", "bank holiday")


def _result(reading: Reading) -> str:
    written = reading.target.within
    if reading.state is State.PAUSED:
        return _("if it went on now")
    words = terms(written)
    if written.waits_for is not None or reading.met_at is not None:
        return words
    count = 1 if written.text.startswith("1 ") else 2
    return ngettext("%(within)s is used up", "%(within)s are used up", count) % {"within": words}
