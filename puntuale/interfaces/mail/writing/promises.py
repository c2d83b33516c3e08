"""The promises of a request as a mail says them: by when, and why then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from puntuale.apps.accounts.models import Vendor
from puntuale.apps.tickets.models import Ticket
from puntuale.apps.tickets.promises import is_best_effort, readings_of
from puntuale.core.agreements.clocks.reading import Reading, State
from puntuale.core.working_time.span import Span
from puntuale.ui.readings import MOST, clock, explanation, held_sentence, viewpoint
from puntuale.ui.why.lengths import length_told
from puntuale.ui.why.values import Explanation, Look
from puntuale.ui.words import promises as sentences
from puntuale.ui.words.dates import LONG, SHORT, Width, full_date
from puntuale.ui.words.durations import duration
from puntuale.ui.words.moments import hour, interval
from puntuale.ui.words.quantities import within, working_day
from puntuale.ui.words.viewpoint import Viewpoint, place

BY = {
    "response": gettext_lazy("You get a first reply by"),
    "answer": gettext_lazy("We answer by"),
    "resolution": gettext_lazy("We solve it by"),
    "callback": gettext_lazy("We call you back by"),
    "patch": gettext_lazy("The patch is ready by"),
}
OPEN = (State.RUNNING, State.HELD)
MOST_STRETCHES = 6


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """One promise: its label, its instant long and short, and the sentences that say why."""

    label: str
    when: str
    short: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Promises:
    """Everything promised or expected, on one clock; `said` is what is paused or late."""

    promised: tuple[PromiseWords, ...]
    expected: tuple[str, ...]
    said: tuple[str, ...]
    view: Viewpoint

    @property
    def zone_note(self) -> str:
        """Whose clock the hours of this mail are told on."""
        return _("Times in %(place)s.") % {"place": place(self.view.zone)}


def promises_of(ticket: Ticket, *, at: datetime) -> Promises:
    """What is open at `at`, the next instant first; hours on the agreement's clock."""
    every = readings_of(ticket, now=at)
    readings = [each for each in every if each.due_at and each.state in OPEN]
    readings.sort(key=lambda each: each.due_at or at)
    view = viewpoint(every[0], None) if every else _vendors_view(at)
    view = replace(view, names_days=True)
    return Promises(
        promised=tuple(_words(each, ticket, view) for each in readings if each.binding),
        expected=tuple(_expected(each, view) for each in readings if not each.binding),
        said=tuple(_all_said(every, ticket, view)),
        view=view,
    )


def instant(at: datetime, view: Viewpoint, width: Width = LONG) -> str:
    """ "Tuesday 24 November, 10:00": a mail may be read on any day."""
    return f"{full_date(view.local(at).date(), view.today, width)}, {hour(at, view)}"


def _vendors_view(at: datetime) -> Viewpoint:
    vendor = Vendor.objects.first()
    return Viewpoint(now=at, zone=ZoneInfo(vendor.time_zone if vendor else "Europe/Rome"))


def _words(reading: Reading, ticket: Ticket, view: Viewpoint) -> PromiseWords:
    assert reading.due_at is not None
    short = instant(reading.due_at, view, SHORT).replace(",", "")
    notes = tuple(_notes(reading, ticket, view))
    return PromiseWords(str(BY[reading.metric]), instant(reading.due_at, view), short, notes)


def _notes(reading: Reading, ticket: Ticket, view: Viewpoint) -> Iterator[str]:
    if reading.state is State.HELD:
        yield held_sentence(reading, view)
    terms = within(reading.target.within.text, working_day(reading.target.within))
    why = explanation(reading, view)
    counted = list(_counted(why, view)) if why else []
    yield f"{terms}: {', '.join(counted)}." if counted else f"{terms}."
    if ticket.version is not None:
        title = ticket.version.title(ticket.language)
        values = {"agreement": title, "number": ticket.version.number}
        yield _("Under %(agreement)s, version %(number)s.") % values


def _counted(why: Explanation, view: Viewpoint) -> Iterator[str]:
    """ "8 h Mon 10:00 – 18:00": what was and will be counted, stretch by stretch."""
    spans = _joined(
        [each.span for each in why.stretches if each.look in (Look.COUNTED, Look.AHEAD)]
    )
    for span in spans[:MOST_STRETCHES]:
        values = {"time": duration(length_told(span)), "when": interval(span.start, span.end, view)}
        yield pgettext("time counted", "%(time)s %(when)s") % values
    if len(spans) > MOST_STRETCHES:
        yield "…"


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _all_said(every: Iterable[Reading], ticket: Ticket, view: Viewpoint) -> Iterator[str]:
    yield from dict.fromkeys(filter(None, (_said(each, ticket, view) for each in every)))
    if is_best_effort(ticket) and ticket.resolved_at is None and ticket.is_open:
        yield sentences.best_effort()


def _said(reading: Reading, ticket: Ticket, view: Viewpoint) -> str:
    """The sentence of a promise that names no hour any more: it waits for someone, or it is late."""
    state = clock(reading)
    if state.paused_at is not None:
        return sentences.paused(state.paused_at, state.left, view, state.because)
    if reading.state is State.BREACHED and reading.binding and reading.due_at is not None:
        person = str(ticket.assignee or "")
        return sentences.late(reading.metric, reading.due_at, view, person)
    return ""


def _expected(reading: Reading, view: Viewpoint) -> str:
    assert reading.due_at is not None
    if not reading.target.is_indication:
        is_said_of_most = reading.share == MOST
        return sentences.aimed(reading.metric, reading.due_at, view, share=is_said_of_most)
    return sentences.expected(view.local(reading.due_at).date(), view)
