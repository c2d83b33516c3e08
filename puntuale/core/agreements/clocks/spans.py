"""Every piece of time of a promise: counted, still to count, closed, held or paused."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from puntuale.core.agreements.clocks.candidates import ByDate
from puntuale.core.agreements.clocks.covered import Covered, UntilOffice
from puntuale.core.agreements.clocks.pauses import running
from puntuale.core.agreements.clocks.reading import Basis
from puntuale.core.agreements.clocks.steps import Span, SpanCode
from puntuale.core.agreements.document.parts.windows import COVERAGE
from puntuale.core.agreements.terms.closure import Closure
from puntuale.core.agreements.terms.windows import days_of
from puntuale.core.working_time.instants import MICROSECOND, instant_at

Piece = tuple[SpanCode, int, int, str | None]


def spans_of(basis: Basis) -> Iterator[Span]:
    """The pieces from the beginning to the due instant, without gaps."""
    total = 0
    for code, start, end, because in _pieces(basis):
        counted = end - start if code in (SpanCode.COUNTED, SpanCode.AHEAD) else 0
        total += counted
        is_gap = code in (SpanCode.CLOSED, SpanCode.HELD)
        closures, holidays = _closed_days(basis, start, end) if is_gap else ((), ())
        yield Span(
            code,
            instant_at(start),
            instant_at(end),
            MICROSECOND * counted,
            MICROSECOND * total,
            because,
            closures,
            holidays,
        )


def closures_between(basis: Basis) -> Iterator[Closure]:
    """The closures of the promise's calendar that touch its time, whether they count or not.

    One that was withdrawn before the request came never was for it.
    """
    calendar, timetable = basis.due.by.target.calendar, basis.case.terms.timetable
    if calendar is None:
        return
    submitted_at = basis.case.request.submitted_at
    first, last = (_local_date(basis, at) for at in (basis.due.by.since, _end(basis)))
    for closure in timetable.closures_for(calendar):
        if closure.is_withdrawn_for(submitted_at):
            continue
        if closure.first <= last and closure.last >= first:
            yield closure


def _pieces(basis: Basis) -> Iterator[Piece]:
    if isinstance(basis.due.by, ByDate):
        return
    at = basis.due.by.since
    for start, end in running(at, _end(basis), basis.pauses):
        yield from _paused(basis, at, start)
        yield from _open_and_shut(basis, start, end)
        at = end
    yield from _paused(basis, at, _end(basis))


def _paused(basis: Basis, start: int, end: int) -> Iterator[Piece]:
    for pause in basis.pauses:
        begins, ends = max(start, pause.start), min(end, pause.end)
        if begins < ends:
            yield SpanCode.PAUSED, begins, ends, pause.because
            start = ends


def _open_and_shut(basis: Basis, start: int, end: int) -> Iterator[Piece]:
    by, at = basis.due.by, start
    is_held = isinstance(by.hours, Covered | UntilOffice)
    gap = (SpanCode.HELD, by.severity) if is_held else (SpanCode.CLOSED, None)
    for opens, closes in by.hours.spans(start, end):
        if opens > at:
            yield gap[0], at, opens, gap[1]
        now = min(max(basis.judged_at, opens), closes)
        if opens < now:
            yield SpanCode.COUNTED, opens, now, None
        if now < closes:
            yield SpanCode.AHEAD, now, closes, None
        at = closes
    if at < end:
        yield gap[0], at, end, gap[1]


def _end(basis: Basis) -> int:
    return basis.judged_at if basis.due.at is None else basis.due.at


def _local_date(basis: Basis, at: int) -> date:
    return instant_at(at).astimezone(basis.case.terms.zone).date()


def _closed_days(basis: Basis, start: int, end: int) -> tuple[tuple[str, ...], tuple[date, ...]]:
    """The closures and the holidays that took whole days of a gap."""
    timetable, calendar = basis.case.terms.timetable, basis.due.by.target.calendar or COVERAGE
    submitted_at = basis.case.request.submitted_at
    counting = [each for each in closures_between(basis) if each.counts_for(submitted_at)]
    whole_days = list(_whole_days(basis, instant_at(start), instant_at(end)))
    closures = [each.code for each in counting if not set(whole_days).isdisjoint(days_of(each))]
    closed = {day for each in counting for day in days_of(each)}
    holidays = timetable.holidays_for(calendar)
    return tuple(closures), tuple(day for day in whole_days if day in holidays - closed)


def _whole_days(basis: Basis, start: datetime, end: datetime) -> Iterator[date]:
    zone, one = basis.case.terms.zone, timedelta(days=1)
    day = start.astimezone(zone).date()
    while datetime.combine(day + one, time(), zone) <= end:
        if datetime.combine(day, time(), zone) >= start:
            yield day
        day += one
