"""The same facts as the drawing, in words and numbers: when, what, and the total so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from puntuale.core.working_time.span import Span
from puntuale.ui.why.lengths import Totals, length_told
from puntuale.ui.why.values import Explanation, Look, Sign, Stretch
from puntuale.ui.words.durations import duration
from puntuale.ui.words.moments import day, hour, interval

MOST_STEPS = 14
KEPT_STEPS = 4
COUNTING = frozenset({Look.COUNTED, Look.AHEAD})


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the derivation; `look` is idle where no time is counted, or result, or fold."""

    when: str
    what: str
    total: str
    look: str = ""


def steps(explanation: Explanation) -> list[Step]:
    """The derivation, oldest first; of a very long one its middle is told in one line."""
    lines = list(_lines(explanation))
    if len(lines) <= MOST_STEPS:
        return lines
    middle = lines[KEPT_STEPS:-KEPT_STEPS]
    text = _("… %(count)s more steps like these") % {"count": len(middle)}
    fold = Step("", text, middle[-1].total, "fold")
    return [*lines[:KEPT_STEPS], fold, *lines[-KEPT_STEPS:]]


def _lines(explanation: Explanation) -> Iterator[Step]:
    merged, until = list(_merged(explanation.stretches)), _start(explanation)
    totals = Totals(each.span for each in merged if each.look in COUNTING)
    late = []
    for stretch in merged:
        if stretch.look is Look.LATE:
            late.append(stretch)
            continue
        if until is not None and until < stretch.span.start:
            yield _closed(Span(until, stretch.span.start), totals.told, explanation)
        counts = stretch.look in COUNTING
        length = totals.add(stretch.span) if counts else length_told(stretch.span)
        yield _step(stretch, length, totals.told, explanation)
        until = max(stretch.span.end, until or stretch.span.end)
    yield from _result(explanation)
    for stretch in late:
        yield _step(stretch, length_told(stretch.span), totals.told, explanation)


def _start(explanation: Explanation) -> datetime | None:
    return next((mark.at for mark in explanation.marks if mark.sign is Sign.START), None)


def _merged(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is counted before and after now is one step; so is one pause cut in two."""
    current: Stretch | None = None
    for stretch in sorted(stretches, key=lambda each: each.span):
        if current and _continues(current, stretch):
            current = Stretch(
                Span(current.span.start, stretch.span.end), current.look, current.reason
            )
            continue
        if current:
            yield current
        current = stretch
    if current:
        yield current


def _continues(first: Stretch, second: Stretch) -> bool:
    touches = first.span.end == second.span.start and first.reason == second.reason
    return touches and (first.look is second.look or {first.look, second.look} == COUNTING)


def _step(stretch: Stretch, length: timedelta, total: timedelta, explanation: Explanation) -> Step:
    when = interval(stretch.span.start, stretch.span.end, explanation.view)
    idle = stretch.look not in COUNTING
    return Step(when, _what(stretch, length), duration(total), "idle" if idle else "")


def _what(stretch: Stretch, length: timedelta) -> str:
    values = {"time": duration(length), "reason": stretch.reason}
    match stretch.look:
        case Look.COUNTED:
            sentence = _("counted %(time)s")
        case Look.AHEAD:
            sentence = _("still to count %(time)s")
        case Look.PAUSED:
            sentence = pgettext("time", "paused")
        case Look.HELD:
            sentence = pgettext("time", "held")
        case Look.LATE:
            sentence = _("late by %(time)s")
        case Look.SPARED:
            sentence = _("not needed, %(time)s")
    said = sentence % values
    return f"{said}: {stretch.reason}" if stretch.reason else said


def _closed(span: Span, total: timedelta, explanation: Explanation) -> Step:
    view = explanation.view
    first, last = view.local(span.start).date(), view.local(span.end).date()
    reasons = [why for on, why in sorted(explanation.closings.items()) if first <= on <= last]
    what = ", ".join([pgettext("time", "closed"), *dict.fromkeys(reasons)])
    return Step(interval(span.start, span.end, view), what, duration(total), "idle")


def _result(explanation: Explanation) -> Iterator[Step]:
    view = explanation.view
    for mark in explanation.marks:
        if mark.sign is Sign.DUE:
            when = f"{day(mark.at, view)} {hour(mark.at, view)}"
            yield Step(when, explanation.result, pgettext("time", "due"), "result")
